import {Component, useRef, useState} from "@odoo/owl";
import {RPCError} from "@web/core/network/rpc";
import {_t} from "@web/core/l10n/translation";
import {Dialog} from "@web/core/dialog/dialog";
import {PinPad} from "./pin_pad.esm";
import {useAutofocus, useService} from "@web/core/utils/hooks";
import {useDebounced} from "@web/core/utils/timing";

/**
 * A visitor arrived: were they here before, did they name someone, who sent them? Then
 * the server says who receives and by which rule, and somebody signs it.
 */
export class VisitorDialog extends Component {
    static template = "sales_floor.VisitorDialog";
    static components = {Dialog, PinPad};
    static props = {
        siteId: Number,
        reps: Array,
        sources: Array,
        signers: Array,
        signerId: {type: [Number, Boolean]},
        signed: {type: [Object, Boolean], optional: true},
        sign: Function,
        close: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.search = useRef("autofocus");
        useAutofocus();
        this.state = useState({
            step: "before",
            trail: [],
            answers: {
                came_before: false,
                recalls_user_id: false,
                match_visit_id: false,
                named_user_id: false,
                knows_user_id: false,
                sent_by: false,
                introducer_visit_id: false,
                announced_to_user_id: false,
                announced_for: false,
                insisted: false,
                brought_along: false,
                referral_id: false,
                introducer_came: false,
                party_size: 1,
                visitor_name: "",
                phone: "",
                source_id: false,
            },
            query: "",
            found: [],
            isSearched: false,
            referrals: [],
            proposal: null,
            received: null,
            isOffline: false,
            isBusy: false,
            message: "",
        });
        this.label = _t("Receive");
        this.lookUpSoon = useDebounced(this.lookUp.bind(this), 300);
    }

    get title() {
        const titles = {
            before: _t("Have they been here before?"),
            before_match: _t("Find their registration"),
            before_recall: _t("Which rep do they recall?"),
            named: _t("Did they name someone?"),
            known: _t("Which rep knows them?"),
            sent: _t("Did someone send them?"),
            introducer: _t("Which old customer?"),
            announced: _t("Was it announced to a rep?"),
            referral: _t("Which employee referral?"),
            introducer_came: _t("Did the introducer come along?"),
            proposal: _t("Who receives"),
            received: _t("Received"),
        };
        return titles[this.state.step];
    }

    get isLookUp() {
        return ["before_match", "introducer"].includes(this.state.step);
    }

    go(step) {
        this.state.trail.push(this.state.step);
        Object.assign(this.state, {
            ...{step, query: "", found: [], isSearched: false, message: ""},
        });
    }

    back() {
        const step = this.state.trail.pop();
        this.state.proposal = null;
        this.state.answers.insisted = false;
        Object.assign(this.state, {step, query: "", found: [], message: ""});
    }

    answer(values, step) {
        Object.assign(this.state.answers, values);
        if (step === "proposal") {
            return this.propose();
        }
        if (step === "referral") {
            this.findReferrals();
        }
        return this.go(step);
    }

    beenBefore(cameBefore) {
        const forgotten = {match_visit_id: false, recalls_user_id: false};
        this.answer(
            {came_before: cameBefore, ...forgotten},
            cameBefore ? "before_match" : "named"
        );
    }

    /** Who came before was sent by nobody: one question less. */
    named(values) {
        this.answer(
            {named_user_id: false, knows_user_id: false, ...values},
            this.state.answers.came_before ? "proposal" : "sent"
        );
    }

    sent(sentBy) {
        const next = {old_customer: "introducer", employee: "referral"};
        this.answer(
            {
                sent_by: sentBy,
                introducer_visit_id: false,
                referral_id: false,
                introducer_came: false,
                announced_to_user_id: false,
                brought_along: false,
            },
            next[sentBy] || "proposal"
        );
    }

    /** Who phoned beforehand has confirmed it: one question less (F-16). */
    pickReferral(referral) {
        this.answer(
            {referral_id: referral.id, introducer_came: false},
            referral.is_confirmed ? "proposal" : "introducer_came"
        );
    }

    pick(registration) {
        if (this.state.step === "introducer") {
            return this.answer(
                {introducer_visit_id: registration.visit_id},
                "announced"
            );
        }
        return this.answer({match_visit_id: registration.visit_id}, "named");
    }

    /** What the server says; null where the network is lost. */
    async ask(method, ...args) {
        try {
            const answer = await this.orm.silent.call("floor.reception", method, [
                this.props.siteId,
                ...args,
            ]);
            this.state.isOffline = false;
            return answer;
        } catch (error) {
            if (error instanceof RPCError) {
                this.state.message = error.data?.message || error.message;
            } else {
                this.state.isOffline = true;
            }
            return null;
        }
    }

    async lookUp() {
        const query = this.state.query.trim();
        if (!query) {
            Object.assign(this.state, {found: [], isSearched: false});
            return;
        }
        const found = await this.ask("look_up", query);
        if (query === this.state.query.trim()) {
            Object.assign(this.state, {found: found || [], isSearched: Boolean(found)});
        }
    }

    async findReferrals() {
        this.state.referrals = (await this.ask("referrals")) || [];
    }

    async propose() {
        if (this.state.isBusy) {
            return;
        }
        this.state.isBusy = true;
        this.state.proposal = await this.ask("propose", this.state.answers);
        this.state.isBusy = false;
        if (this.state.proposal || this.state.isOffline) {
            this.go("proposal");
        }
    }

    /** Whom they asked for, where somebody else is to receive them (F-13). */
    get refusedName() {
        const {named_user_id: named, insisted} = this.state.answers;
        const isOther = named && named !== this.state.proposal?.user_id;
        return isOther && !insisted
            ? this.props.reps.find((rep) => rep.user_id === named)?.name
            : "";
    }

    async insist() {
        this.state.answers.insisted = true;
        this.state.proposal = await this.ask("propose", this.state.answers);
    }

    async sign(signerId, pin) {
        if (this.state.isBusy) {
            return;
        }
        this.state.isBusy = true;
        try {
            const answers = {...this.state.answers};
            answers.party_size = Number(answers.party_size) || 1;
            answers.source_id = Number(answers.source_id) || false;
            const answer = await this.props.sign({answers}, signerId, pin);
            if (answer.outcome === "refused") {
                this.state.message = answer.message;
            } else if (answer.outcome === "done") {
                this.state.received = answer.result;
                this.state.step = "received";
            } else {
                this.props.close();
            }
        } finally {
            this.state.isBusy = false;
        }
    }
}
