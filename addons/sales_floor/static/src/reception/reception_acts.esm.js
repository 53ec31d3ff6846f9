import {_t} from "@web/core/l10n/translation";

/** States: their icon, never shown without the word. */
export const ICONS = {
    ready: "fa-check-circle",
    not_ready: "fa-pause-circle",
    errand: "fa-briefcase",
    business: "fa-plane",
    absent: "fa-user-times",
    lunch: "fa-cutlery",
    left: "fa-sign-out",
    busy: "fa-comments",
};
const SUPERVISORS = ["floor_supervisor"];
const MANAGERS = ["sales_manager", "project_manager"];
const REASONED = ["errand", "business", "absent"];

const reasonQuestion = () => ({name: "reason", label: _t("Why?")});

function stateActs(rep, siteId, choices) {
    return choices.states
        .filter(([state]) => state !== rep.state)
        .map(([state, label]) => ({
            key: state,
            label,
            icon: ICONS[state],
            method: "set_state",
            title: `${rep.name} · ${label}`,
            args: {site_id: siteId, user_id: rep.user_id, state, reason: ""},
            questions: stateQuestions(state),
            signerId: rep.user_id,
        }));
}

function stateQuestions(state) {
    if (state === "ready") {
        return [
            {
                name: "is_checked",
                label: _t("Materials at hand, prices and stock checked?"),
                choices: [{value: "yes", label: _t("Checked")}],
            },
        ];
    }
    return REASONED.includes(state) ? [reasonQuestion()] : [];
}

function visitActs(rep, {visit_id, visitor}, choices, others) {
    const args = {visit_id};
    const signerId = rep.user_id;
    return [
        {
            key: "finish",
            label: _t("Finish the reception"),
            icon: "fa-flag-checkered",
            method: "finish",
            title: _t("Finish: %s", visitor),
            args,
            questions: [
                {
                    name: "outcome",
                    label: _t("What came of it?"),
                    choices: choices.outcomes.map(([value, label]) => ({value, label})),
                },
            ],
            signerId,
        },
        {
            key: "needs_no_reception",
            label: _t("Needs no reception"),
            icon: "fa-hand-paper-o",
            method: "needs_no_reception",
            title: _t("Needs no reception: %s", visitor),
            sentence: _t("The visitor needs no reception, so that it uses no turn."),
            args,
            questions: [reasonQuestion()],
            signerId,
        },
        rep.busy_with.question
            ? {
                  key: "answered",
                  label: _t("Question answered"),
                  icon: "fa-check",
                  method: "answered",
                  title: _t("Answered: %s", visitor),
                  sentence: rep.busy_with.question,
                  args,
                  signerId,
              }
            : {
                  key: "ask_manager",
                  label: _t("Question for the manager"),
                  icon: "fa-question-circle",
                  method: "ask_manager",
                  title: _t("Question for the manager: %s", visitor),
                  args,
                  questions: [{name: "question", label: _t("What is asked?")}],
                  signerId,
              },
        {
            key: "change_rep",
            label: _t("Wants another rep"),
            icon: "fa-exchange",
            method: "change_rep",
            title: _t("Wants another rep: %s", visitor),
            sentence: _t("The manager decides and signs."),
            args,
            questions: changeQuestions(choices, others),
            roles: MANAGERS,
        },
    ];
}

function changeQuestions(choices, others) {
    return [
        {
            name: "ground",
            label: _t("On what ground?"),
            choices: choices.grounds.map(([value, label]) => ({value, label})),
        },
        {
            name: "to_user_id",
            label: _t("Whom do they want?"),
            choices: [
                {value: 0, label: _t("Nobody in particular")},
                ...others.map(({user_id, name}) => ({value: user_id, label: name})),
            ],
        },
        reasonQuestion(),
    ];
}

function leadActs(rep, siteId) {
    return [
        {
            key: "bar",
            label: _t("Cancel the turn of this round"),
            icon: "fa-ban",
            method: "bar",
            title: _t("Cancel the turn: %s", rep.name),
            sentence: _t(
                "%s loses this round's turn, and the next one by rota receives.",
                rep.name
            ),
            args: {site_id: siteId, user_id: rep.user_id},
            questions: [reasonQuestion()],
            roles: SUPERVISORS,
        },
        {
            key: "reset_pin",
            label: _t("Reset the PIN"),
            icon: "fa-key",
            method: "reset_pin",
            title: _t("Reset the PIN: %s", rep.name),
            sentence: _t(
                "%s can sign nothing until they have set a new PIN under My PIN.",
                rep.name
            ),
            args: {site_id: siteId, user_id: rep.user_id},
            isLead: true,
        },
    ];
}

/** What can be done about a rep, by who usually does it. */
export function actsOf(rep, {site, choices, reps}) {
    const others = reps.filter(({user_id}) => user_id !== rep.user_id);
    const groups = [];
    if (rep.busy_with) {
        groups.push({
            title: rep.busy_with.visitor,
            acts: visitActs(rep, rep.busy_with, choices, others),
        });
    }
    groups.push({title: _t("Comes or goes"), acts: stateActs(rep, site.id, choices)});
    groups.push({title: _t("For who leads the floor"), acts: leadActs(rep, site.id)});
    return groups;
}

/** Taking an entry back is a new entry. */
export function undoAct(entry) {
    return {
        method: "undo",
        title: _t("Take back No. %s", entry.seq),
        sentence: _t("The entry stays; a new one takes it back: %s", entry.sentence),
        args: {turn_id: entry.id},
        questions: [reasonQuestion()],
        roles: [...SUPERVISORS, ...MANAGERS],
    };
}

export function swapAct({site, reps}) {
    const people = reps.map(({user_id, name}) => ({value: user_id, label: name}));
    return {
        method: "swap",
        title: _t("Swap two places in the rota"),
        sentence: _t("Nobody swaps turns without the floor supervisor's approval."),
        args: {site_id: site.id},
        questions: [
            {name: "user_id", label: _t("Who?"), choices: people},
            {name: "with_user_id", label: _t("With whom?"), choices: people},
            reasonQuestion(),
        ],
        roles: SUPERVISORS,
    };
}
