-- The engine that owns the file: whoever starts last. Everything an earlier owner still tries to write is refused.
CREATE TABLE durable_owner (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  epoch INTEGER NOT NULL
) STRICT;
INSERT INTO durable_owner (one, epoch) VALUES (1, 0);

-- One row per orchestration; key is never reused, so that late messages for a purged or replaced instance find nothing.
-- generation counts executions (continue-as-new); first_task is how many task ids earlier generations have used.
CREATE TABLE durable_instances (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  status INTEGER NOT NULL,
  generation INTEGER NOT NULL,
  first_task INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  completed_at INTEGER,
  input TEXT,
  output TEXT,
  failure BLOB,
  custom_status TEXT,
  tags TEXT,
  parent_key INTEGER,
  parent_task INTEGER,
  parent_generation INTEGER,
  parent_id TEXT,
  parent_name TEXT
) STRICT;
CREATE INDEX durable_instances_by_parent ON durable_instances (parent_key) WHERE parent_key IS NOT NULL;
-- Failed, cancelled, terminated: asked for over and over, and few.
CREATE INDEX durable_instances_by_failure ON durable_instances (id) WHERE status IN (3, 4, 5);
CREATE INDEX durable_instances_by_completion ON durable_instances (completed_at) WHERE completed_at IS NOT NULL;

-- One row per decision: what arrived and what the orchestrator did. position = instance key * 2^32 + number of the decision.
CREATE TABLE durable_history (
  position INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  episode BLOB NOT NULL
) STRICT;

-- Messages that wait for their instance's next decision. generation: only for that execution (null: for any).
CREATE TABLE durable_inbox (
  id INTEGER PRIMARY KEY,
  instance INTEGER NOT NULL,
  generation INTEGER,
  message BLOB NOT NULL
) STRICT;
CREATE INDEX durable_inbox_by_instance ON durable_inbox (instance);

-- Activities that are not completed, with their lease. position = instance key * 2^32 + first_task + task id.
CREATE TABLE durable_activities (
  position INTEGER PRIMARY KEY,
  generation INTEGER NOT NULL,
  task INTEGER NOT NULL,
  name TEXT NOT NULL,
  input TEXT,
  owner INTEGER NOT NULL,
  token INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;

-- Durable timers; task -1 is the scheduled start of the instance itself.
CREATE TABLE durable_timers (
  instance INTEGER NOT NULL,
  task INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  PRIMARY KEY (instance, task)
) STRICT, WITHOUT ROWID;
CREATE INDEX durable_timers_by_due ON durable_timers (due_at);
