/* What complete control sequences of a keyboard mean. Internal to the decoder; no terminal needed. */
#pragma once

#include <bepboard/key.h>

enum { CSI_ARGS = 6 };

/* A control sequence taken apart. */
struct csi {
    char marker;       /* '<', '=', '>' or '?' in front of the numbers, 0 if none */
    char middle;       /* the last intermediate byte (space to '/'), 0 if none */
    char final;        /* what it is: '@' to '~' */
    int n;             /* numbers, at most CSI_ARGS; further ones are forgotten */
    int arg[CSI_ARGS]; /* 0 where left out, at most 99999 */
};

/* Takes n bytes apart: those after ESC [ up to and with the final byte. */
struct csi csi_parse(const unsigned char *s, size_t n);
/* The key of a control sequence, BB_KEY_NONE if it is none that we know. */
int32_t csi_key(const struct csi *c);
/* The key of ESC O and this letter, BB_KEY_NONE if it is none that we know. */
int32_t ss3_key(unsigned char final);
/* Fills a mouse event from an SGR report (ESC [ < …), false for movements without a button and unknown buttons. */
bool csi_mouse(const struct csi *c, struct bb_event *out);
/* The same from the three bytes after ESC [ M of the oldest mouse protocol. */
bool x10_mouse(const unsigned char *s, struct bb_event *out);
