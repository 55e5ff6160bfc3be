/* The yardstick: the least that a full-screen ncursesw program does. It fills the screen with rows of text and moves
 * one highlighted row. `./dev bench` compares the board with it. j, k and the arrows move, a digit fills the screen
 * with another page, q quits. */
#include <curses.h>
#include <locale.h>
#include <stdio.h>

static void draw(int selected, int page)
{
    erase();
    for (int y = 0; y < LINES; y++) {
        char row[1024];
        int n = snprintf(row, sizeof row, "row %03d ", y + 1 + page * LINES);
        while (n < COLS && n < (int)sizeof row - 1) {
            row[n] = (char)('a' + (n + y + page) % 26);
            n++;
        }
        row[n] = '\0';
        if (y == selected)
            attron(A_REVERSE);
        mvaddnstr(y, 0, row, COLS);
        attroff(A_REVERSE);
    }
    move(selected, 0);
    wnoutrefresh(stdscr);
    doupdate();
}

static int step(int key, int selected)
{
    if (key == 'j' || key == KEY_DOWN)
        selected++;
    if (key == 'k' || key == KEY_UP)
        selected--;
    if (selected >= LINES)
        selected = LINES - 1;
    return selected < 0 ? 0 : selected;
}

int main(void)
{
    setlocale(LC_ALL, "");
    initscr();
    cbreak();
    noecho();
    keypad(stdscr, TRUE);
    set_escdelay(25);
    int selected = 0, page = 0;
    draw(selected, page);
    for (int key = getch(); key != 'q' && key != ERR; key = getch()) {
        selected = step(key, selected);
        page = key >= '0' && key <= '9' ? key - '0' : page;
        draw(selected, page);
    }
    endwin();
    return 0;
}
