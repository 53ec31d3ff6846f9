import {Component, onWillStart, onWillUnmount, useState} from "@odoo/owl";
import {ICONS, actsOf, swapAct, undoAct} from "./reception_acts.esm";
import {ActQueue, newUuid} from "./act_queue.esm";
import {RPCError} from "@web/core/network/rpc";
import {RepDialog} from "./rep_dialog.esm";
import {SignDialog} from "./sign_dialog.esm";
import {VisitorDialog} from "./visitor_dialog.esm";
import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {formatList} from "@web/core/l10n/utils";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useService} from "@web/core/utils/hooks";

/* global luxon */
const {DateTime} = luxon;
const CHANGED = "sales_floor/changed";
const SITE_KEY = "sales_floor.site";
const SIGNER_KEY = "sales_floor.signer";
// A lost network is looked for often; without news the screen looks again by itself.
const RETRY_SECONDS = 3;
const REFRESH_SECONDS = 60;

/** The sales floor's reception: who is next, how everybody is, who has just arrived. */
export class Reception extends Component {
    static template = "sales_floor.Reception";
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.bus = useService("bus_service");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.menu = useService("menu");
        this.icons = ICONS;
        this.state = useState({floor: null, message: "", now: DateTime.now()});
        this.queue = new ActQueue(this.orm);
        this.waitingState = useState(this.queue.state);
        this.signed = null;
        this.asked = 0;
        this.onChanged = () => this.load();
        this.onOnline = () => this.load();
        this.onOffline = () => {
            this.queue.state.isOffline = true;
        };
        onWillStart(() => this.load(Number(browser.localStorage.getItem(SITE_KEY))));
        this.bus.subscribe(CHANGED, this.onChanged);
        browser.addEventListener("online", this.onOnline);
        browser.addEventListener("offline", this.onOffline);
        this.ticks = 0;
        const timer = browser.setInterval(() => this.tick(), RETRY_SECONDS * 1000);
        onWillUnmount(() => {
            browser.clearInterval(timer);
            browser.removeEventListener("online", this.onOnline);
            browser.removeEventListener("offline", this.onOffline);
            this.bus.unsubscribe(CHANGED, this.onChanged);
            this.listen(null);
        });
    }

    // What is shown

    get floor() {
        return this.state.floor;
    }

    get waiting() {
        return this.waitingState.acts;
    }

    get isOffline() {
        return this.waitingState.isOffline;
    }

    get toSign() {
        return this.waiting.filter((act) => this.queue.needsPin(act));
    }

    get clock() {
        return this.state.now.setZone(this.floor.site.tz).toFormat("HH:mm");
    }

    time(moment) {
        return moment
            ? DateTime.fromSQL(moment, {zone: "utc"})
                  .setZone(this.floor.site.tz)
                  .toFormat("HH:mm")
            : "";
    }

    pressedAt(act) {
        return DateTime.fromMillis(act.pressedAt)
            .setZone(this.floor.site.tz)
            .toFormat("HH:mm");
    }

    since(moment) {
        return moment ? _t("since %s", this.time(moment)) : "";
    }

    tileClass(rep) {
        const isNext = rep.user_id === this.floor.next?.user_id;
        return `o_floor_is_${rep.busy_with ? "busy" : rep.state} ${
            isNext ? "o_floor_is_next" : ""
        }`;
    }

    names(ids) {
        const people = this.floor.reps.filter(({user_id}) => ids.includes(user_id));
        return formatList(people.map(({name}) => name));
    }

    // The floor, live

    /** Ask the server how the floor is; an answer overtaken by another is dropped. */
    async load(siteId = this.floor?.site.id || false) {
        const asked = ++this.asked;
        try {
            const floor = await this.orm.silent.call("floor.reception", "load", [
                siteId,
            ]);
            if (asked === this.asked) {
                this.show(floor);
            }
        } catch (error) {
            if (error instanceof RPCError) {
                this.state.message = error.data?.message || error.message;
            }
            this.queue.state.isOffline = !(error instanceof RPCError);
            return;
        }
        if (this.queue.state.isOffline) {
            this.queue.state.isOffline = false;
            await this.queue.flush();
            await this.load();
        }
    }

    show(floor) {
        this.state.message = "";
        this.state.floor = floor;
        this.state.now = DateTime.now();
        if (floor.site && floor.site.id !== this.queue.siteId) {
            this.queue.use(floor.site.id);
            browser.localStorage.setItem(SITE_KEY, floor.site.id);
        }
        this.listen(floor.site?.id);
    }

    listen(siteId) {
        const channel = siteId ? `sales_floor_${siteId}` : null;
        if (channel === this.channel) {
            return;
        }
        if (this.channel) {
            this.bus.deleteChannel(this.channel);
        }
        if (channel) {
            this.bus.addChannel(channel);
        }
        this.channel = channel;
    }

    tick() {
        this.ticks += 1;
        this.state.now = DateTime.now();
        this.signed = this.whoIsSigned() || null;
        const isDue = this.ticks % (REFRESH_SECONDS / RETRY_SECONDS) === 0;
        if (this.queue.state.isOffline || isDue) {
            this.load();
        }
    }

    changeSite(ev) {
        this.load(Number(ev.target.value));
    }

    leave() {
        this.menu.selectMenu(this.menu.getCurrentApp() || this.menu.getApps()[0]);
    }

    // Acts

    /** Who may sign an act; the one it is about and the last one first. */
    signersFor({roles, isLead, signerId}) {
        let signers = this.floor.signers;
        if (roles) {
            signers = signers.filter((it) =>
                it.roles.some((role) => roles.includes(role))
            );
        }
        if (isLead) {
            signers = signers.filter((it) => it.is_lead);
        }
        const last = Number(browser.localStorage.getItem(SIGNER_KEY));
        const isIn = (id) => signers.some(({user_id}) => user_id === id);
        const preselected = [signerId, last].find(isIn) || false;
        return {signers, signerId: preselected, signed: this.whoIsSigned()};
    }

    whoIsSigned() {
        return this.signed && this.signed.until > Date.now() ? this.signed : false;
    }

    /** Send an act and show what came of it: done, refused, or waiting for the network. */
    async send(act, signerId, pin) {
        const answer = await this.queue.send(act, signerId, pin);
        if (answer.outcome === "refused") {
            this.signed = null;
            return answer;
        }
        browser.localStorage.setItem(SIGNER_KEY, signerId);
        const seconds = this.floor.signed_seconds;
        if (seconds) {
            this.signed = {user_id: signerId, pin, until: Date.now() + seconds * 1000};
        }
        if (answer.outcome === "done") {
            this.asked += 1;
            this.show(answer.result.state);
        }
        return answer;
    }

    ask(act) {
        const uuid = newUuid();
        this.dialog.add(SignDialog, {
            title: act.title,
            sentence: act.sentence,
            questions: act.questions || [],
            ...this.signersFor(act),
            sign: async (answers, signerId, pin) => {
                const {method, title: label} = act;
                const args = {...act.args, ...answers};
                const sent = await this.send(
                    {uuid, method, args, label},
                    signerId,
                    pin
                );
                if (sent.outcome === "done") {
                    this.notification.add(sent.result.sentence, {type: "success"});
                }
                return sent;
            },
        });
    }

    visitorArrived() {
        const uuid = newUuid();
        const label = _t("Visitor arrived");
        this.dialog.add(VisitorDialog, {
            siteId: this.floor.site.id,
            reps: this.floor.reps.map(({user_id, name}) => ({user_id, name})),
            sources: this.floor.sources,
            ...this.signersFor({}),
            sign: ({answers}, signerId, pin) => {
                const args = {site_id: this.floor.site.id, answers};
                return this.send({uuid, method: "arrive", args, label}, signerId, pin);
            },
        });
    }

    openRep(rep) {
        const groups = actsOf(rep, this.floor).map(({title, acts}) => ({
            title,
            acts: acts.map((act) => ({...act, run: () => this.ask(act)})),
        }));
        this.dialog.add(RepDialog, {rep, groups});
    }

    undo(entry) {
        this.ask(undoAct(entry));
    }

    swap() {
        this.ask(swapAct(this.floor));
    }

    /** What waits after a reload, or was refused meanwhile, is signed again. */
    signAgain(act) {
        this.dialog.add(SignDialog, {
            title: act.label,
            sentence: act.message,
            questions: [],
            ...this.signersFor({signerId: act.signerId}),
            sign: (_answers, signerId, pin) => this.send(act, signerId, pin),
        });
    }

    dropWaiting(act) {
        this.queue.drop(act);
    }
}

registry.category("actions").add("sales_floor.reception", Reception);
