import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const state = (label) => ({
    trigger: `.o_statusbar_status .o_arrow_button_current:contains("${label}")`,
});
const confirm = {trigger: ".modal .btn-primary", run: "click"};

const body = (text) => ({trigger: `body${text}`});
const closed = body(":not(:has(.modal))");
const field = (name) => `.o_field_widget[name=${name}]`;
const choose = (where, label) => [
    {trigger: `${where} input`, run: `edit ${label}`},
    {
        trigger: `.o-autocomplete--dropdown-item a:contains("${label}")`,
        run: "click",
    },
];

tours.add("archive_lease_filed", {
    steps: () => [
        {trigger: ".o_list_button_add", run: "click"},
        {
            trigger: `${field("title")} textarea, ${field("title")} input`,
            run: "edit Lease of 3-1201",
        },
        ...choose(field("volume_id"), "GH-V0001"),
        {trigger: `${field("partner_id")} input:value("Song Jianping")`},
        ...choose(field("class_id"), "Leases"),
        {
            trigger: `${field("signed_date")} input, ${field("signed_date")} button`,
            run: "click",
        },
        {
            trigger: `${field("signed_date")} input`,
            run: "edit 01/05/2026 && press Enter",
        },
        {trigger: `${field("ink")} input`, run: "click"},
        {trigger: ".o_select_menu_item:contains('Black Ink')", run: "click"},
        {trigger: ".o_form_button_save", run: "click"},
        {trigger: "button[name=action_check_and_file]:visible", run: "click"},
        confirm,
        state("Filed"),
    ],
});

tours.add("archive_lease_lent", {
    steps: () => [
        {trigger: "button[name=action_move]", run: "click"},
        ...choose(`.modal ${field("partner_id")}`, "archive-reader"),
        {trigger: `.modal ${field("received_by")} input:value("archive-reader")`},
        {trigger: ".modal button[name=action_apply]", run: "click"},
        closed,
        {trigger: `${field("custody")}:contains("Lent")`},
    ],
});

tours.add("archive_lease_came_back_late", {
    steps: () => [
        {trigger: ".o_data_row.text-danger td[name=state]:contains('Late')"},
        {trigger: "button[name=action_give_back]", run: "click"},
        {trigger: `.modal ${field("handed_by")} input:value("archive-reader")`},
        {trigger: ".modal button[name=action_apply]", run: "click"},
        closed,
        {trigger: ".o_facet_remove", run: "click"},
        {trigger: ".o_data_row:not(.text-danger) td[name=late_since]:not(:empty)"},
    ],
});

tours.add("archive_lease_ended", {
    steps: () => [
        {trigger: "button:contains('Enter an Event')", run: "click"},
        {
            trigger: `.modal ${field("day")} input, .modal ${field("day")} button`,
            run: "click",
        },
        {
            trigger: `.modal ${field("day")} input`,
            run: "edit 01/06/2026 && press Enter",
        },
        {trigger: ".modal button[name=action_apply]", run: "click"},
        closed,
        {trigger: "button[name=action_propose]", run: "click"},
        state("Proposed"),
    ],
});

tours.add("archive_lease_reviewed", {
    steps: () => [
        {trigger: "button[name=action_review]", run: "click"},
        state("Reviewed"),
    ],
});

tours.add("archive_lease_approved", {
    steps: () => [
        {trigger: "button[name=action_approve]", run: "click"},
        state("Approved"),
    ],
});

tours.add("archive_lease_witnessed", {
    steps: () => [
        {trigger: "button[name=action_witness]", run: "click"},
        {trigger: ".alert:contains('is the witness')"},
    ],
});

tours.add("archive_lease_destroyed", {
    steps: () => [
        {trigger: "button[name=action_execute]", run: "click"},
        confirm,
        state("Executed"),
        {trigger: ".o_data_row:contains('Held by')"},
    ],
});

tours.add("archive_lease_shredded", {
    steps: () => [
        {trigger: ".o_data_row td[name=method]:contains('Shred')"},
        {trigger: "button[name=action_execute]", run: "click"},
        confirm,
        state("Executed"),
    ],
});

tours.add("archive_lease_gone", {
    steps: () => [
        state("Purged"),
        {trigger: "button[name=action_print_certificate]:visible"},
        {trigger: ".o_data_row td[name=state]:contains('Gone')"},
    ],
});
