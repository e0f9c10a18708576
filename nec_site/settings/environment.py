"""The variables the site reads from its environment, each with its default."""

from pathlib import Path
from typing import Any

import dj_database_url
from pydantic_settings import BaseSettings, SettingsConfigDict


class Environment(BaseSettings):
    """What the environment may set. See `.env.example` for the meaning of each variable."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore")

    secret_key: str = ""
    database_url: str = ""
    base_url: str = "http://127.0.0.1:8000"

    def database(self, default: Path) -> Any:
        """Django's settings of the database: `DATABASE_URL`, else the SQLite file `default`."""
        return dj_database_url.parse(self.database_url or f"sqlite:///{default}", conn_max_age=60)
