import {LitElement, type PropertyValues, type TemplateResult, html, nothing} from 'lit';
import {property, state} from 'lit/decorators.js';
import {
  JobRequestEvent,
  type JobLogLine,
  type JobProgress,
  type JobRecord,
  type LiveJob,
  isOver,
  jobOutput,
} from '../protocol/job.js';
import {rowCount} from '../protocol/row-count.js';
import {jobCardStyles} from './job-styles.js';
import {durationText, sizeText, stateText} from './job-text.js';
import {OutputUpdateEvent} from './output-update.js';

export interface ShownJob {
  readonly record: JobRecord;
  readonly progress: JobProgress;
}

/**
 * A job that runs elsewhere: its state, progress, log and result. It asks the page for the connector
 * of its job, and shows what was last known where there is none.
 *
 * @summary The card of a job.
 * @fires serverless-job-request - asks for the connector of the job
 * @fires serverless-output-update - what the notebook should keep of the job has changed
 */
export class JobCardElement extends LitElement {
  static override styles = jobCardStyles;

  /** What the output says. */
  @property({attribute: false}) job!: ShownJob;

  @state() private live: LiveJob | null = null;
  /** What cannot be done that the reader wanted. */
  @state() private refusal = '';
  @state() private isBusy = false;

  #release: (() => void) | null = null;
  #clock: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('serverless-job-connector', this.#ask);
    if (this.hasUpdated) this.#ask();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('serverless-job-connector', this.#ask);
    this.#leave();
    clearInterval(this.#clock);
    this.#clock = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // The cell has run again: this is another job.
    if (changed.has('job') && this.live && this.live.progress.id !== this.job.progress.id) {
      this.#leave();
      this.refusal = '';
    }
  }

  protected override updated(): void {
    if (!this.live) this.#ask();
    const {state} = this.#progress;
    const ticks = state === 'running' || state === 'cancelling';
    if (ticks && this.live) this.#clock ??= setInterval(() => this.requestUpdate(), 1000);
    else {
      clearInterval(this.#clock);
      this.#clock = undefined;
    }
  }

  protected override render(): TemplateResult {
    const {title} = this.job.record;
    const progress = this.#progress;
    const {state, message} = progress;
    return html`
      <div class="card ${state}" role="group" aria-label="Job ${title}" tabindex="-1">
        <div class="heading">
          <span class="state" role="status">${stateText(progress)}</span>
          <strong>${title}</strong>
          ${this.#elapsed()}
        </div>
        <p class="summary">${summaryOf(this.job.record)}</p>
        ${this.#bar()}
        ${state === 'failed' && message ? html`<p class="message">${message}</p>` : nothing}
        ${this.#notes()} ${this.#log(progress.log)} ${this.#actions()}
      </div>
    `;
  }

  get #progress(): JobProgress {
    return this.live?.progress ?? this.job.progress;
  }

  #elapsed(): TemplateResult | typeof nothing {
    const {started, ended} = this.#progress;
    const from = Date.parse(started ?? '');
    const isLive = this.live !== null && !isOver(this.#progress);
    const to = ended ? Date.parse(ended) : isLive ? Date.now() : Number.NaN;
    if (!(to >= from)) return nothing;
    return html`<span class="elapsed">${durationText(to - from)}</span>`;
  }

  #bar(): TemplateResult | typeof nothing {
    const {fraction} = this.#progress;
    if (isOver(this.#progress) || !this.live) return nothing;
    // Without a value it says that something goes on.
    return fraction === undefined
      ? html`<progress aria-label="Progress of the job"></progress>`
      : html`<progress aria-label="Progress of the job" .value=${fraction} max="1"></progress>
          <span class="percent">${Math.floor(fraction * 100)} %</span>`;
  }

  #notes(): TemplateResult {
    const problem = this.live?.problem;
    return html`
      ${
        problem
          ? html`<p class="problem">
              ${problem}
              <button type="button" @click=${() => this.live?.refresh()}>Ask again</button>
            </p>`
          : nothing
      }
      ${this.refusal ? html`<p class="problem" role="alert">${this.refusal}</p>` : nothing}
      ${
        !this.live && !isOver(this.#progress)
          ? html`<p class="note">
              This is what was last known: this page has no &lt;serverless-dataframe&gt; that can
              ask for more.
            </p>`
          : nothing
      }
    `;
  }

  #log(lines: readonly JobLogLine[]): TemplateResult | typeof nothing {
    if (lines.length === 0) return nothing;
    return html`
      <details ?open=${this.#progress.state !== 'completed'}>
        <summary>Log</summary>
        <pre tabindex="0" role="region" aria-label="End of the log">${lines.map(logLine)}</pre>
      </details>
    `;
  }

  #actions(): TemplateResult | typeof nothing {
    const {state, link} = this.#progress;
    const canCancel = this.live && (state === 'pending' || state === 'running');
    const canRetry = this.live && (state === 'failed' || state === 'cancelled');
    const target = safeLink(link);
    if (!canCancel && !canRetry && !target) return nothing;
    return html`
      <div class="actions">
        ${
          canCancel
            ? html`<button type="button" aria-disabled=${this.isBusy} @click=${this.#cancel}>
                Cancel the job
              </button>`
            : nothing
        }
        ${
          canRetry
            ? html`<button type="button" aria-disabled=${this.isBusy} @click=${this.#retry}>
                Try again
              </button>`
            : nothing
        }
        ${
          target
            ? html`<a href=${target} target="_blank" rel="noopener noreferrer">Open the job</a>`
            : nothing
        }
      </div>
    `;
  }

  #cancel = (): void => void this.#try((job) => job.cancel(), 'It could not be cancelled');

  #retry = (): void => void this.#try((job) => job.retry(), 'It could not be started again');

  async #try(action: (job: LiveJob) => Promise<void>, failure: string): Promise<void> {
    const {live} = this;
    // A second click must not start a second job.
    if (!live || this.isBusy) return;
    this.isBusy = true;
    this.refusal = '';
    try {
      await action(live);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (live === this.live) this.refusal = `${failure}: ${reason}`;
    } finally {
      this.isBusy = false;
      await this.updateComplete;
      this.#keepFocus();
    }
  }

  /** The button that had the focus may be gone; who uses the keyboard stays in the card. */
  #keepFocus(): void {
    const {activeElement} = document;
    if (activeElement === null || activeElement === document.body) {
      this.renderRoot.querySelector<HTMLElement>('.card')?.focus();
    }
  }

  #ask = (): void => {
    if (this.live || !this.isConnected || !this.job.progress.id) return;
    const {record, progress} = this.job;
    this.dispatchEvent(new JobRequestEvent(record, progress, (job) => this.#follow(job)));
  };

  #follow(job: LiveJob): void {
    if (this.live) return;
    this.live = job;
    job.addEventListener('change', this.#onChange);
    job.addEventListener('release', this.#onRelease);
    this.#release = job.watch();
  }

  #leave(): void {
    this.live?.removeEventListener('change', this.#onChange);
    this.live?.removeEventListener('release', this.#onRelease);
    this.#release?.();
    this.#release = null;
    this.live = null;
  }

  #onChange = (): void => {
    const {live} = this;
    if (!live) return;
    this.requestUpdate();
    const {data, metadata} = jobOutput(live.record, live.progress);
    this.dispatchEvent(new OutputUpdateEvent(data, metadata));
  };

  /** The connector has left the page, or is another one now. */
  #onRelease = (): void => {
    const {live} = this;
    if (!live) return;
    this.job = {record: live.record, progress: live.progress};
    this.#leave();
  };
}

/** Without any white space around it, since that would be shown. */
function logLine({time, level = 'info', text}: JobLogLine): TemplateResult {
  const line = `${time ? `${clockText(time)} ` : ''}${text}\n`;
  return html`<span class=${level}>${line}</span>`;
}

function summaryOf({rows, arguments: given, file}: JobRecord): string {
  const {table, mode} = given;
  return [
    typeof table === 'string' ? table : '',
    rowCount(rows),
    typeof mode === 'string' ? mode : '',
    file.bytes ? sizeText(file.bytes) : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

/** The time of day of the reader; a log of a service has its own. */
function clockText(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : date.toLocaleTimeString('en-GB');
}

/** A file can hold any link, also one that runs a script. */
function safeLink(link: string | undefined): string {
  if (!link || !URL.canParse(link)) return '';
  return /^https?:$/.test(new URL(link).protocol) ? link : '';
}

declare global {
  interface HTMLElementTagNameMap {
    'serverless-job': JobCardElement;
  }
}
