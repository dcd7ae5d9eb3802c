#!/bin/sh
# A database per service and its roles with the least rights, as ./run makes them; safe to run again.
# For each role NAME the variable ROLE_NAME holds its password; a role SERVICE_owner brings the database SERVICE.
# What a role may do with the tables is granted by the service's own `migrate` step.
# In a shell of its own: the entry point of the PostgreSQL image may read this file into its own.
(
  set -eu
  export PGUSER="${PGUSER:-${POSTGRES_USER:-postgres}}" PGDATABASE=postgres

  sql() {
    psql --no-psqlrc --quiet --tuples-only --set ON_ERROR_STOP=1 "$@"
  }

  for role in $(env | sed -n 's/^ROLE_\([a-z_]*\)=.*/\1/p'); do
    # The password is read from the environment by psql itself: an argument could be seen by others.
    sql --set role="$role" <<SQL
\\set password \`printenv ROLE_$role\`
SELECT format('CREATE ROLE %I', :'role') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'role') \\gexec
ALTER ROLE :"role" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'password';
SQL
  done

  for service in $(env | sed -n 's/^ROLE_\([a-z_]*\)_owner=.*/\1/p'); do
    sql --set service="$service" --set owner="${service}_owner" --set app="${service}_app" --set reader="${service}_reader" <<'SQL'
ALTER ROLE :"reader" SET default_transaction_read_only = on;
SELECT format('CREATE DATABASE %I OWNER %I', :'service', :'owner')
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'service') \gexec
REVOKE ALL ON DATABASE :"service" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"service" TO :"app", :"reader";
SQL
  done

  echo 'REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC' | sql
)
