(what everybody in the room may see)
Order as spoken                                                         State                 Received    Requester      Partner
Train all 23 support staff on the ticketing tool by 31 March            delivered             2026-03-09  Person FDFC8N       67
Give Support a product course so that they stop bouncing tickets to us  answered another way  2026-05-18  Person ZE2HLB       67
