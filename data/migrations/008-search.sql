-- Searching among very many people: by how a name begins, by what follows its first word, and by an attribute's value.

CREATE INDEX person_name ON person (engagement, name_fold, sensitivity) WHERE deleted = 0 AND name_fold IS NOT NULL;
CREATE INDEX person_name_rest ON person (engagement, substr(name_fold, instr(name_fold, ' ') + 1))
    WHERE deleted = 0 AND instr(name_fold, ' ') > 0;
CREATE INDEX attribute_value ON attribute (engagement, lower(value)) WHERE deleted = 0;
