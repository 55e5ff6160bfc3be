(what everybody in the room may see)
Date        New  Now  Ever  Ever %  Access  Proficient
2026-05-31    9    9     9     9.4      78           4
2026-06-30    6   15    15    15.6      91           8
2026-07-31    0   14    15    15.6      93           8
2026-08-31    1   16    16    16.7      94           9
2026-09-30   11   27    27    28.1      95          16
2026-10-31   12   39    39    40.6      96          24
