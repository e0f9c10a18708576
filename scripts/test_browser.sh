#!/bin/sh
# The tests that need a browser. SANS_NAVIGATEUR=1 leaves them out, and says so.
set -eu

if [ "${SANS_NAVIGATEUR:-}" = 1 ]; then
  echo "SANS_NAVIGATEUR=1 : laissés de côté, axe-core, pages sans JavaScript et parcours au clavier (tests/e2e)."
  exit 0
fi
CHROMIUM=$("$PYTHON" scripts/find_browser.py)
export CHROMIUM
exec "$PYTEST" -m e2e "$@"
