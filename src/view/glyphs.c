/* Glyphs by level. The middle level keeps to what the fonts of a Linux console have. */
#include <assert.h>
#include <bepboard/look.h>

struct glyph {
    const char *at[BB_GLYPH_LEVEL_COUNT]; /* ASCII, blocks, braille; NULL = as at the level before */
};

static const struct glyph glyphs[] = {
    [BB_G_HLINE] = {{"-", "─"}},
    [BB_G_VLINE] = {{"|", "│"}},
    [BB_G_CROSS] = {{"+", "┼"}},
    [BB_G_TOP_LEFT] = {{"+", "┌"}},
    [BB_G_TOP_RIGHT] = {{"+", "┐"}},
    [BB_G_BOTTOM_LEFT] = {{"+", "└"}},
    [BB_G_BOTTOM_RIGHT] = {{"+", "┘"}},
    [BB_G_TEE_DOWN] = {{"+", "┬"}},
    [BB_G_TEE_UP] = {{"+", "┴"}},
    [BB_G_TEE_RIGHT] = {{"+", "├"}},
    [BB_G_TEE_LEFT] = {{"+", "┤"}},
    [BB_G_DOT] = {{".", "·"}},
    [BB_G_VDOTS] = {{":", "¦", "┊"}},
    [BB_G_ELLIPSIS] = {{"~", "…"}},
    [BB_G_POINTER] = {{">", "►"}},
    [BB_G_DONE] = {{"x", "√", "✓"}},
    [BB_G_OPEN] = {{".", "·", "□"}},
    [BB_G_PARTLY] = {{"/", "÷", "◪"}},
    [BB_G_FULL] = {{"#", "█"}},
    [BB_G_EMPTY] = {{".", "░"}},
    [BB_G_UP] = {{"^", "↑"}},
    [BB_G_DOWN] = {{"v", "↓"}},
    [BB_G_LEFT] = {{"<", "←"}},
    [BB_G_RIGHT] = {{">", "→"}},
    [BB_G_STANCE_UNAWARE] = {{"?"}},
    [BB_G_STANCE_RESISTANT] = {{"-", "▼"}},
    [BB_G_STANCE_NEUTRAL] = {{"=", "○"}},
    [BB_G_STANCE_SUPPORTIVE] = {{"+", "▲"}},
    [BB_G_STANCE_LEADING] = {{"*", "♦", "◆"}},
    [BB_G_ALARM] = {{"!"}},
    [BB_G_WARNING] = {{"*", "•"}},
    [BB_G_NOTE] = {{"-", "·"}},
    [BB_G_SERIES1] = {{"o", "•", "●"}},
    [BB_G_SERIES2] = {{"x", "×"}},
    [BB_G_SERIES3] = {{"+"}},
    [BB_G_SERIES4] = {{"#", "■"}},
};
static_assert(sizeof glyphs / sizeof *glyphs == BB_GLYPH_COUNT, "every glyph has a row");

static const char *const eighths_ascii[] = {" ", ".", ".", ":", ":", "|", "|", "#", "#"};
static const char *const eighths_blocks[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
static_assert(sizeof eighths_ascii == sizeof eighths_blocks, "both go from 0 to 8");

const char *bb_glyph(enum bb_glyph_level level, enum bb_glyph g)
{
    if ((unsigned)g >= BB_GLYPH_COUNT)
        return "?";
    int at = (unsigned)level < BB_GLYPH_LEVEL_COUNT ? (int)level : BB_GLYPH_ASCII;
    while (!glyphs[g].at[at])
        at--;
    return glyphs[g].at[at];
}

const char *bb_glyph_eighth(enum bb_glyph_level level, int eighths)
{
    int i = eighths < 0 ? 0 : eighths > 8 ? 8 : eighths;
    return level == BB_GLYPH_ASCII ? eighths_ascii[i] : eighths_blocks[i];
}
