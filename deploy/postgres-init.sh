#!/bin/sh
# Makes the database `fusion` and a role of that name that owns one schema in it and may do nothing else. Run it as an administrator of the server:
#   PGHOST=… PGUSER=postgres FUSION_ROLE_PASSWORD_FILE=FILE ./postgres-init.sh
# The compose file runs it when the database is made.
set -eu
password=$(cat "${FUSION_ROLE_PASSWORD_FILE:-/run/secrets/store_password}")
psql -v ON_ERROR_STOP=1 -v password="$password" --dbname "${PGDATABASE:-postgres}" <<'SQL'
CREATE ROLE fusion LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT PASSWORD :'password';
CREATE DATABASE fusion ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE fusion FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE fusion TO fusion;
SQL
psql -v ON_ERROR_STOP=1 --dbname fusion <<'SQL'
REVOKE ALL ON SCHEMA public FROM PUBLIC;
CREATE SCHEMA fusion AUTHORIZATION fusion;
SQL
