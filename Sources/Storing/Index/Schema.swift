import GRDB

/// The index's tables. Migrations have names, and are only ever appended.
enum Schema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 sources, entries, segments") { database in
      try database.execute(
        sql: """
          CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;

          CREATE TABLE sources (
            number INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            url TEXT NOT NULL,
            final_url TEXT,
            etag TEXT,
            last_modified TEXT,
            body_hash INTEGER NOT NULL,
            first_poll INTEGER,
            last_poll INTEGER,
            last_success INTEGER,
            next_poll INTEGER,
            next_poll_reason TEXT NOT NULL,
            last_status INTEGER NOT NULL,
            last_error TEXT NOT NULL,
            consecutive_failures INTEGER NOT NULL,
            polls INTEGER NOT NULL,
            stories INTEGER NOT NULL,
            sightings INTEGER NOT NULL,
            revisions INTEGER NOT NULL,
            feed_title TEXT NOT NULL,
            last_new_entry INTEGER,
            entry_interval INTEGER NOT NULL,
            is_gone INTEGER NOT NULL,
            publisher_interval INTEGER NOT NULL,
            skip_hours INTEGER NOT NULL,
            skip_days INTEGER NOT NULL,
            has_departed INTEGER NOT NULL DEFAULT 0
          );

          -- What is in each feed now: encoded records, one after the other, and a checksum.
          CREATE TABLE source_entries (source INTEGER PRIMARY KEY, records BLOB NOT NULL);

          -- What has left its feed, until 90 days after it was last seen.
          CREATE TABLE departed_entries (
            source INTEGER NOT NULL,
            identity INTEGER NOT NULL,
            link INTEGER NOT NULL,
            title_key INTEGER NOT NULL,
            last_seen INTEGER NOT NULL,
            record BLOB NOT NULL,
            PRIMARY KEY (source, identity)
          ) WITHOUT ROWID;
          CREATE INDEX departed_link ON departed_entries (source, link) WHERE link <> 0;
          CREATE INDEX departed_title_key ON departed_entries (source, title_key);

          -- Founding records of the title window, a row a batch; newest: when it was committed, in seconds.
          CREATE TABLE recent (batch INTEGER PRIMARY KEY, newest INTEGER NOT NULL, records BLOB NOT NULL);

          CREATE TABLE segments (
            name TEXT PRIMARY KEY,
            stream TEXT NOT NULL,
            state TEXT NOT NULL,
            size INTEGER NOT NULL,
            lines INTEGER NOT NULL,
            first_seq INTEGER NOT NULL,
            last_seq INTEGER NOT NULL,
            sha256 TEXT
          ) WITHOUT ROWID;
          """)
    }
    migrator.registerMigration("2 crashes") { database in
      try database.execute(
        sql: """
          -- Crashes of the program while it read the source's document: see Scheduling/Quarantine.swift.
          ALTER TABLE sources ADD COLUMN crashes INTEGER NOT NULL DEFAULT 0;
          ALTER TABLE sources ADD COLUMN last_crash INTEGER;
          ALTER TABLE sources ADD COLUMN quarantined_until INTEGER;
          """)
    }
    migrator.registerMigration("3 kills") { database in
      try database.execute(sql: "ALTER TABLE sources ADD COLUMN kills INTEGER NOT NULL DEFAULT 0")
    }
    migrator.registerMigration("4 closed segments") { database in
      try database.execute(
        sql: """
          ALTER TABLE segments ADD COLUMN closed INTEGER;
          ALTER TABLE segments ADD COLUMN compressed_size INTEGER;
          ALTER TABLE segments ADD COLUMN content_size INTEGER NOT NULL DEFAULT 0;
          """)
    }
    migrator.registerMigration("5 learned") { database in
      try database.execute(
        sql: """
          -- What was learned about the source: counters, in a form that only Deduplicating knows.
          ALTER TABLE source_entries ADD COLUMN learned BLOB;
          """)
    }
    migrator.registerMigration("6 pace") { database in
      try database.execute(
        sql: """
          -- How new entries fall over day and week (Scheduling/SourceRhythm.swift); what is wrong with the source;
          -- until when its host asked to be left alone.
          ALTER TABLE sources ADD COLUMN rhythm BLOB;
          ALTER TABLE sources ADD COLUMN trouble TEXT;
          ALTER TABLE sources ADD COLUMN host_hold INTEGER;
          """)
    }
    migrator.registerMigration("7 fetching") { database in
      // Whether 304s are believed, and where the source has moved: FeedModel/FetchMemory.swift.
      try database.execute(sql: "ALTER TABLE sources ADD COLUMN fetching TEXT")
    }
    migrator.registerMigration("8 polls, hosts") { database in
      try database.execute(
        sql: """
          -- The sources' last polls, encoded one after the other: FeedModel/PollRecord.swift, PollTable.swift.
          CREATE TABLE polls (
            shard INTEGER NOT NULL,
            batch INTEGER NOT NULL,
            count INTEGER NOT NULL,
            records BLOB NOT NULL,
            PRIMARY KEY (shard, batch)
          );

          -- What each host was asked for: FeedModel/HostLedger.swift. last: of its last request.
          CREATE TABLE hosts (host TEXT PRIMARY KEY, last INTEGER NOT NULL, ledger BLOB NOT NULL);
          """)
    }
    migrator.registerMigration("9 whole documents") { database in
      // What nearly every poll changes of a source's fetching, apart from the rest of it; NULL where an earlier
      // version wrote it there.
      try database.execute(
        sql: """
          ALTER TABLE sources ADD COLUMN unconfirmed INTEGER;
          ALTER TABLE sources ADD COLUMN last_whole INTEGER;
          """)
    }
    return migrator
  }
}
