-- Looking back: the last transaction of a day is found by its time.

CREATE INDEX txn_at ON txn (at, seq);
