import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const tile = (name) => `.o_floor_tile:contains("${name}")`;
const closed = [{trigger: "body:not(:has(.modal))"}];

/** Tap one's name, type the PIN, sign. */
function sign(name, pin = "2468") {
    return [
        {trigger: `.modal .o_floor_signer:contains("${name}")`, run: "click"},
        {trigger: `.modal .o_floor_signer.active:contains("${name}")`},
        ...[...pin].map((digit) => ({
            trigger: `.modal .o_floor_pad_grid button:contains("${digit}")`,
            run: "click",
        })),
        {trigger: ".modal .o_floor_sign:enabled", run: "click"},
    ];
}

function act(name, what) {
    return [
        {trigger: tile(name), run: "click"},
        {trigger: `.modal [data-act=${what}]`, run: "click"},
    ];
}

function say(name, words) {
    return [{trigger: `.modal textarea[name=${name}]`, run: `edit ${words}`}];
}

function choose(value) {
    return [{trigger: `.modal .o_floor_choices [data-value=${value}]`, run: "click"}];
}

function person(question, name) {
    return [
        {
            trigger: `.modal h3:contains("${question}") + div button:contains("${name}")`,
            run: "click",
        },
    ];
}

/** A visitor who was never here, named nobody and was sent by nobody: four taps. */
const newVisitor = [
    {trigger: ".o_floor_arrived", run: "click"},
    {trigger: ".modal .o_floor_new", run: "click"},
    {trigger: ".modal .o_floor_nobody", run: "click"},
    {trigger: ".modal .o_floor_unsent", run: "click"},
];

tours.add("sales_floor_new_visitor", {
    steps: () => [
        {trigger: ".o_floor_name:contains('Rep 1')"},
        ...newVisitor,
        {trigger: ".modal .o_floor_proposed:contains('Rep 1')"},
        {trigger: ".modal .o_floor_proposal:contains('F-01')"},
        {trigger: ".modal input[name=visitor_name]", run: "edit Ms Wang"},
        ...sign("Rep 2"),
        {trigger: ".modal .o_floor_done", run: "click"},
        {trigger: ".o_floor_name:contains('Rep 2')"},
        {trigger: `${tile("Rep 1")}:contains("Ms Wang")`},
        {trigger: ".o_floor_entry:contains('Rep 1'):contains('F-01')"},
    ],
});

tours.add("sales_floor_old_visitor", {
    steps: () => [
        {trigger: ".o_floor_arrived", run: "click"},
        {trigger: ".modal .o_floor_before", run: "click"},
        {trigger: ".modal input[type=search]", run: "edit 5678"},
        {trigger: ".modal .o_floor_found button:contains('•••5678')", run: "click"},
        {trigger: ".modal .o_floor_nobody", run: "click"},
        {trigger: ".modal .o_floor_proposed:contains('Rep 3')"},
        ...sign("Rep 3"),
        {trigger: ".modal .o_floor_done", run: "click"},
        {trigger: `${tile("Rep 3")} .o_floor_tile_state:contains("With")`},
        {trigger: ".o_floor_name:contains('Rep 1')"},
    ],
});

tours.add("sales_floor_referral", {
    steps: () => [
        ...newVisitor.slice(0, 3),
        {trigger: ".modal .o_floor_by_employee", run: "click"},
        {trigger: ".modal .o_floor_found button:contains('•••8000')", run: "click"},
        {trigger: ".modal .o_floor_came_along", run: "click"},
        {trigger: ".modal .o_floor_proposed:contains('Rep 1')"},
        {trigger: ".modal .o_floor_proposal:contains('F-16')"},
        ...sign("Project Manager"),
        {trigger: ".modal .o_floor_done", run: "click"},
        {trigger: `${tile("Rep 1")}:contains("Ms Wang")`},
    ],
});

tours.add("sales_floor_wrong_pin", {
    steps: () => [
        ...act("Rep 1", "lunch"),
        ...sign("Rep 1", "1357"),
        {trigger: ".modal [role=alert]:contains('Tries left: 4')"},
        ...sign("Rep 1"),
        ...closed,
        {trigger: `${tile("Rep 1")}:contains("At Lunch")`},
        {trigger: ".o_floor_name:contains('Rep 2')"},
    ],
});

tours.add("sales_floor_stays_signed", {
    steps: () => [
        ...act("Rep 1", "lunch"),
        ...sign("Rep 1"),
        ...closed,
        ...act("Rep 1", "not_ready"),
        {trigger: ".modal .o_floor_pad:contains('Rep 1 has just signed')"},
        {trigger: ".modal .o_floor_signer:contains('Rep 2')", run: "click"},
        {trigger: ".modal .o_floor_pad_dots:contains('PIN of Rep 2')"},
        {trigger: ".modal .o_floor_signer:contains('Rep 1')", run: "click"},
        {trigger: ".modal .o_floor_sign:enabled", run: "click"},
        ...closed,
        {trigger: `${tile("Rep 1")}:contains("Not Ready")`},
    ],
});

tours.add("sales_floor_day", {
    steps: () => [
        ...act("Rep 1", "ready"),
        ...choose("yes"),
        ...sign("Rep 1"),
        ...closed,
        {trigger: ".o_floor_name:contains('Rep 1')"},
        ...act("Rep 2", "errand"),
        ...say("reason", "Fetches the contracts"),
        ...sign("Rep 2"),
        ...closed,
        {trigger: `${tile("Rep 2")}:contains("On an Errand")`},
        ...newVisitor,
        ...sign("Rep 1"),
        {trigger: ".modal .o_floor_done", run: "click"},
        ...act("Rep 1", "ask_manager"),
        ...say("question", "In two instalments?"),
        ...sign("Rep 1"),
        ...closed,
        {trigger: `${tile("Rep 1")} .o_floor_question:contains("In two instalments?")`},
        ...act("Rep 1", "answered"),
        ...sign("Sales Manager"),
        ...closed,
        {trigger: `${tile("Rep 1")}:not(:has(.o_floor_question))`},
        ...act("Rep 1", "finish"),
        ...choose("none"),
        ...sign("Rep 1"),
        ...closed,
        {trigger: `${tile("Rep 1")} .o_floor_tile_state:contains("Ready")`},
        ...act("Rep 3", "bar"),
        ...say("reason", "No tie"),
        ...sign("Floor Supervisor"),
        ...closed,
        {trigger: `${tile("Rep 3")} .badge:contains("Turn cancelled")`},
        {trigger: ".o_floor_entry:contains('No tie') .o_floor_undo", run: "click"},
        ...say("reason", "It was in the pocket"),
        ...sign("Floor Supervisor"),
        ...closed,
        {trigger: `${tile("Rep 3")}:not(:has(.badge))`},
        {trigger: ".o_floor_swap", run: "click"},
        ...person("Who?", "Rep 4"),
        ...person("With whom?", "Rep 5"),
        ...say("reason", "Rep 4 fetches papers"),
        ...sign("Floor Supervisor"),
        ...closed,
    ],
});

/** Lose the network for the screen's requests; returns what brings it back. */
function loseNetwork() {
    const {XMLHttpRequest} = browser;
    browser.XMLHttpRequest = class extends XMLHttpRequest {
        open(method, url) {
            this.isLost = url.includes("floor.reception");
            super.open(...arguments);
        }
        send() {
            if (this.isLost) {
                setTimeout(() => this.dispatchEvent(new Event("error")));
            } else {
                super.send(...arguments);
            }
        }
    };
    return () => {
        browser.XMLHttpRequest = XMLHttpRequest;
    };
}

function checkWaiting() {
    const waiting = Object.keys(localStorage).filter((name) =>
        name.startsWith("sales_floor.act.")
    );
    if (waiting.length !== 1 || localStorage.getItem(waiting[0]).includes("2468")) {
        throw new Error("One act must wait, and its PIN must not be written down.");
    }
}

tours.add("sales_floor_lost_network", {
    steps: () => {
        let restore = null;
        return [
            ...act("Rep 1", "lunch"),
            {
                trigger: ".modal .o_floor_pad",
                run: () => {
                    restore = loseNetwork();
                },
            },
            ...sign("Rep 1"),
            ...closed,
            {trigger: ".o_floor_offline:contains('No network')"},
            {trigger: ".o_floor_waiting:contains('At Lunch'):contains('Waits')"},
            {
                trigger: `${tile("Rep 1")}:contains("Ready")`,
                run: () => {
                    checkWaiting();
                    restore();
                },
            },
            {trigger: `${tile("Rep 1")}:contains("At Lunch")`},
            {
                trigger:
                    ".o_floor_reception:not(:has(.o_floor_offline, .o_floor_waiting))",
            },
        ];
    },
});
