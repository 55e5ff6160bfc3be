/* The effective configuration as YAML. */
#include "doc.h"

void bb_dump_quoted(struct bb_str *out, const char *s)
{
    bb_str_addc(out, '"');
    for (; *s; s++) {
        if (*s == '"' || *s == '\\')
            bb_str_addc(out, '\\');
        bb_str_addc(out, *s);
    }
    bb_str_addc(out, '"');
}

void bb_config_dump(const struct bb_config *c, struct bb_str *out)
{
    bb_dump_options(c, out);
    bb_dump_attention(c, out);
    bb_dump_vocabulary(c, out);
    bb_dump_prompts(c, out);
    bb_dump_questionnaire(c, out);
    bb_dump_keys(c, out);
    bb_dump_roles(c, out);
    bb_dump_sensitivity(c, out);
    bb_dump_themes(c, out);
}
