import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const openDoor = [
    {trigger: "button[name=action_door]", run: "click"},
    {trigger: ".modal .o_confidential_door"},
];

tours.add("dossier_card_asked", {
    steps: () => [
        ...openDoor,
        {trigger: ".o_confidential_door .alert:contains('ask for it')"},
        {trigger: ".o_confidential_door input", run: "edit He lost a card"},
        {trigger: "button.o_confidential_ask", run: "click"},
        {trigger: ".o_notification:contains('has your request')"},
        {trigger: "body:not(:has(.modal))"},
    ],
});

tours.add("dossier_card_granted", {
    steps: () => [
        {trigger: ".o_data_row td[name=purpose]:contains('lost')", run: "click"},
        {trigger: ".o_form_view button[name=action_grant]", run: "click"},
        {trigger: ".o_statusbar_status .o_arrow_button_current:contains('Granted')"},
    ],
});

tours.add("dossier_card_read", {
    steps: () => [
        ...openDoor,
        {trigger: ".o_confidential_door input", run: "edit He lost a card"},
        {trigger: "button.o_confidential_consult", run: "click"},
        {trigger: ".o_confidential_value:contains('310104197805123450')"},
        {trigger: ".modal button:contains('Close')", run: "click"},
        {trigger: "body:not(:has(.modal))"},
        ...openDoor,
        {trigger: ".o_confidential_door .alert:contains('one reading')"},
        {trigger: "body:not(:has(button.o_confidential_consult))"},
        {trigger: ".o_confidential_door button:contains('Cancel')", run: "click"},
        {trigger: "body:not(:has(.modal))"},
    ],
});
