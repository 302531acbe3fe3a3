#!/bin/sh
# Run once by the image of Postgres, on an empty volume: the owner, who migrates, and the role of the gateway, which can
# define nothing and gets its rights table by table from the migrations (prisma/grants.sql).
set -eu
secrets="${SECRETS_DIR:-/run/secrets}"

# Read by psql itself: a password on a command line would be seen in the list of processes.
psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username="${POSTGRES_USER:-postgres}" --dbname=postgres <<SQL
-- Passwords must not reach the server's log, whatever is logged here.
set log_statement = 'none';
set log_min_error_statement = 'panic';
set log_min_duration_statement = -1;
\\set owner_password \`cat '$secrets/owner_password'\`
\\set app_password \`cat '$secrets/app_password'\`
create role payport_owner login nosuperuser nocreatedb nocreaterole password :'owner_password';
create role payport_app   login nosuperuser nocreatedb nocreaterole password :'app_password';
select 'create database ${POSTGRES_DB:-payport} encoding ''UTF8'' template template0'
  where not exists (select from pg_database where datname = '${POSTGRES_DB:-payport}') \\gexec
alter database ${POSTGRES_DB:-payport} owner to payport_owner;
revoke all on database ${POSTGRES_DB:-payport} from public;
grant connect, temporary on database ${POSTGRES_DB:-payport} to payport_app;
SQL
