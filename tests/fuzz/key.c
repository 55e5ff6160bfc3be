/* Any bytes from a keyboard, in any portions. The first byte of each portion says how long it is and whether silence
 * follows. */
#include <bepboard/key.h>
#include <bepboard/text.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void drain(struct bb_decoder *d, bool flush)
{
    struct bb_event e;
    while (bb_decoder_next(d, flush, &e)) {
        if (e.kind == BB_EV_PASTE && bb_utf8_valid(e.paste, e.paste_n) != e.paste_n)
            abort();
        if (e.kind == BB_EV_KEY && (e.key <= BB_KEY_NONE || e.key >= BB_KEY_LAST))
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bb_decoder *d = bb_decoder_create();
    bb_decoder_learn(d, "\033[[5~", BB_KEY_PAGE_UP);
    for (size_t at = 0; at < size;) {
        size_t n = data[at] & 0x7F;
        bool silence = data[at] & 0x80;
        at++;
        n = n < size - at ? n : size - at;
        bb_decoder_feed(d, data + at, n);
        at += n;
        drain(d, silence);
    }
    for (int i = 0; i < 1000 && bb_decoder_pending(d); i++)
        drain(d, true);
    if (bb_decoder_pending(d))
        abort();
    bb_decoder_destroy(d);
    return 0;
}
