"""Several people at once: threads that begin together, each on a connection of its own."""

from collections.abc import Callable
from threading import Barrier, Thread

from django.db import connection

#: Seconds after which a thread is taken for one that waits for another.
PATIENCE = 60


def run_together(*actions: Callable[[], object]) -> list[Exception | None]:
    """What each of `actions` raised, all begun at once. Needs `django_db(transaction=True)`."""
    outcomes: list[Exception | None] = [None] * len(actions)
    barrier = Barrier(len(actions))

    def run(rank: int) -> None:
        try:
            barrier.wait()
            actions[rank]()
        except Exception as error:  # noqa: BLE001 (given back to the test)
            outcomes[rank] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=(rank,)) for rank in range(len(actions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=PATIENCE)
    assert not any(thread.is_alive() for thread in threads)
    return outcomes
