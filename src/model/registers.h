/* What the files of the field tables share. */
#pragma once

#include <bepboard/model.h>

/* Every record has it, as its last field. It can only raise: what a field's own sensitivity hides stays hidden. */
#define BB_SENSITIVITY(type)                                                                                           \
    {                                                                                                                  \
        .name = "sensitivity", .label = "Shown to", .kind = BB_CHOICE, .sensitivity = BB_TEAM,                         \
        .offset = offsetof(type, row.sensitivity), .choices = &bb_sensitivities,                                       \
        .help = "Who may know of this record; fields that are for fewer people stay so."                               \
    }

/* One entity with the table `SYMBOL_fields`; more members may follow. */
#define BB_ENTITY(name_, noun_, label_, symbol, type, title_, help_, ...)                                              \
    {                                                                                                                  \
        .name = (name_), .noun = (noun_), .label = (label_), .fields = symbol##_fields,                                \
        .field_count = (int)(sizeof symbol##_fields / sizeof *symbol##_fields), .size = sizeof(type),                  \
        .title = (title_), .help = (help_), __VA_ARGS__                                                                \
    }

extern const struct bb_entity_def need_def, decision_def, diagnosis_def, answer_def, knowledge_def, stipulation_def,
    value_def, proposal_def, party_def, member_def, duty_def, obligation_def, raci_def, checkin_def, goal_def,
    milestone_def, request_def, adaptation_def, promise_def, effect_def, check_def, conviction_def, size_def,
    holder_def, gap_def, trial_def, result_def, crack_def, step_def, complaint_def, feedback_def, why_def, task_def,
    oldway_def, kpi_def, reading_def, champion_def, bridge_def, kotter_def, sign_def, resistance_def, story_def,
    readiness_def, action_def, snooze_def;
