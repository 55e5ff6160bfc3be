/* The stakeholders of the demonstration engagement, as the map's tests need them. */
#pragma once

#include <bepboard/model.h>

static const char *const queue_units[] = {"Executive",
                                          "Support",
                                          "Support L1",
                                          "Support L2/L3",
                                          "Customer Success",
                                          "Professional Services",
                                          "Engineering",
                                          "Product",
                                          "Sales / account mgmt",
                                          "HR",
                                          "Staff council",
                                          "IT",
                                          "Learning & Development",
                                          "Finance / billing",
                                          "Customer (Kestrel Freight)",
                                          "Customers",
                                          "Vendor",
                                          "Advisory board"};
static const struct {
    const char *name, *role;
    int unit, power, interest;
    enum bb_stance now, wanted;
    int size; /* of a group, else 0 */
} queue_people[] = {
    {"Ingrid Halvorsen", "CEO, co-founder", 1, 5, 4, BB_SUPPORTIVE, BB_LEADING, 0},
    {"Tomasz Brandt", "COO, project sponsor", 1, 5, 5, BB_SUPPORTIVE, BB_LEADING, 0},
    {"Priya Raghunathan", "CFO", 1, 5, 2, BB_NEUTRAL, BB_SUPPORTIVE, 0},
    {"Declan Moriarty", "Head of Support (19 y)", 2, 4, 5, BB_RESISTANT, BB_SUPPORTIVE, 0},
    {"Rosalind Achterberg", "Team lead, informal leader (22 y)", 3, 3, 5, BB_RESISTANT, BB_SUPPORTIVE, 0},
    {"Kofi Mensah-Boateng", "Agent (2 y)", 3, 1, 4, BB_SUPPORTIVE, BB_LEADING, 0},
    {"Yuki Tanabe", "Support engineer", 4, 2, 5, BB_LEADING, BB_LEADING, 0},
    {"Bernadette Okonjo", "Senior agent (17 y)", 3, 2, 4, BB_RESISTANT, BB_NEUTRAL, 0},
    {"L1 desk", "Group", 3, 2, 5, BB_RESISTANT, BB_SUPPORTIVE, 14},
    {"Hal Petrosyan", "Escalation engineer", 4, 3, 3, BB_NEUTRAL, BB_SUPPORTIVE, 0},
    {"Camille Verbruggen", "VP Customer Success", 5, 4, 5, BB_SUPPORTIVE, BB_LEADING, 0},
    {"Sanjay Oduya", "CSM, respected pragmatist", 5, 2, 4, BB_SUPPORTIVE, BB_LEADING, 0},
    {"Lorenzo Bianchi-Reyes", "Director PS", 6, 4, 3, BB_RESISTANT, BB_SUPPORTIVE, 0},
    {"Marcus Thistlewood", "VP Engineering", 7, 5, 3, BB_NEUTRAL, BB_SUPPORTIVE, 0},
    {"Noor El-Amrani", "Bug-triage lead", 7, 3, 4, BB_SUPPORTIVE, BB_LEADING, 0},
    {"Engineering squads", "Group", 7, 2, 2, BB_UNAWARE, BB_NEUTRAL, 24},
    {"Gretchen Lindqvist", "Head of Product", 8, 4, 4, BB_SUPPORTIVE, BB_SUPPORTIVE, 0},
    {"Vikram Anand-Shaw", "Sales director", 9, 4, 2, BB_RESISTANT, BB_NEUTRAL, 0},
    {"Fiona McAllister", "HR director", 10, 4, 2, BB_UNAWARE, BB_SUPPORTIVE, 0},
    {"Pieter van der Zwaag", "Staff representative", 11, 3, 4, BB_RESISTANT, BB_NEUTRAL, 0},
    {"Jorge Villaseñor", "Ticketing tool owner", 12, 3, 5, BB_LEADING, BB_LEADING, 0},
    {"Hannah Eisenberg", "BEP tech (tool user)", 13, 3, 5, BB_LEADING, BB_LEADING, 0},
    {"Malik Forsythe", "Billing lead", 14, 2, 3, BB_SUPPORTIVE, BB_SUPPORTIVE, 0},
    {"Dana Whitcombe", "COO of largest account", 15, 4, 5, BB_RESISTANT, BB_SUPPORTIVE, 0},
    {"Customer user group", "Group", 16, 3, 4, BB_UNAWARE, BB_SUPPORTIVE, 38},
    {"Elif Kaymak", "Implementation consultant", 17, 2, 4, BB_SUPPORTIVE, BB_SUPPORTIVE, 0},
    {"Gerald Ashworth", "Co-founder, ex-head of Support", 18, 4, 1, BB_UNAWARE, BB_NEUTRAL, 0},
};
static const struct {
    int from, to, strength;
    const char *kind;
} queue_ties[] = {
    {27, 4, 3, "mentors"},
    {11, 12, 2, "line"},
    {25, 17, 1, "requests"},
    {12, 5, 2, "trusted by"},
    {24, 1, 3, "escalates to"},
    {13, 14, 1, "ally"},
    {1, 2, 3, "line"},
    {14, 16, 3, "line"},
    {1, 4, 2, "old comrade"},
    {15, 16, 2, "peer"},
    {2, 4, 2, "line"},
    {15, 10, 2, "peer"},
    {2, 11, 2, "line"},
    {17, 14, 1, "peer"},
    {3, 2, 2, "budget"},
    {18, 1, 2, "ear of"},
    {4, 5, 2, "line"},
    {20, 9, 2, "represents"},
    {5, 9, 3, "informal leader"},
    {20, 19, 1, "negotiates"},
    {5, 8, 2, "friend"},
    {19, 20, 1, "negotiates"},
    {8, 9, 1, "peer"},
    {21, 15, 1, "supports"},
    {6, 9, 1, "peer"},
    {22, 11, 2, "partner"},
    {7, 6, 2, "coaches"},
    {22, 6, 2, "coaches"},
    {7, 10, 2, "peer"},
    {26, 21, 1, "advises"},
};
