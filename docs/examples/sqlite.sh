#!/bin/sh
# Takes new stories into a SQLite database with full-text search; run it as often as you like.
#
#     sqlite.sh DIRECTORY DATABASE
#
# Needs tidings and sqlite3 3.38 or later.
set -eu
directory=$1 database=$2

sqlite3 "$database" <<'SQL'
CREATE TABLE IF NOT EXISTS story (
  seq INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, source TEXT NOT NULL, first_seen TEXT NOT NULL,
  date_published TEXT, url TEXT, title TEXT, summary TEXT, json TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS tag (seq INTEGER NOT NULL REFERENCES story, tag TEXT NOT NULL);
CREATE VIRTUAL TABLE IF NOT EXISTS story_text USING fts5(title, summary, content='story', content_rowid='seq');
SQL

after=$(sqlite3 "$database" 'SELECT ifnull(max(seq), 0) FROM story')
lines=$(mktemp)
trap 'rm -f "$lines"' EXIT
tidings tail --output "$directory" --json --type story --after "$after" >"$lines"

# Columns end at a byte that is in no line: control characters are escaped. In this mode quotes mean nothing.
sqlite3 -bail "$database" <<SQL
CREATE TEMP TABLE line (json TEXT);
.mode ascii
.separator "\001" "\n"
.import '$lines' line
BEGIN;
INSERT OR IGNORE INTO story
  SELECT json ->> 'seq', json ->> 'id', json ->> 'source', json ->> 'first_seen', json ->> 'date_published',
    json ->> 'url', json ->> 'title', json ->> 'summary', json
  FROM line;
INSERT INTO tag
  SELECT line.json ->> 'seq', tag.value FROM line, json_each(line.json, '$.tags') AS tag;
INSERT INTO story_text (rowid, title, summary) SELECT seq, title, summary FROM story WHERE seq > $after;
COMMIT;
SQL
