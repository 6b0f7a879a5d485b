// Messages: lists of them, and how sure it is who sent one. Part of stylesheet.ts.

export const directStyles = `.mail-line { display: flex; flex-wrap: wrap; gap: 0 1rem; justify-content: space-between; align-items: baseline; }
.mail-from { min-width: 0; overflow-wrap: anywhere; }
.mails .card-link { color: var(--ink); text-decoration: none; overflow-wrap: anywhere; }
.mails .card-link:hover { text-decoration: underline; }
.mails .unread .mail-from, .mails .unread .card-link { font-weight: 700; }
.mails .unread { border-left: 5px solid var(--ink); }
.mails > li { border-left: 5px solid transparent; }
.mails > li:first-child { border-top-left-radius: 0.9rem; }
.mails > li:last-child { border-bottom-left-radius: 0.9rem; }
.mail-tags { display: flex; flex-wrap: wrap; gap: 0.2rem 0.5rem; align-items: center; }
/* Of what nobody vouches for, nothing has the colour of what is well. */
.not-sure { --accent: var(--ink); --accent-strong: var(--ink); --on-accent: var(--card); --tint: var(--bad-tint); }
.mail-address { overflow-wrap: anywhere; }
.mail-text { overflow-wrap: anywhere; }
.mail-picture { max-width: min(100%, 20rem); height: auto; border: 1px solid var(--line); }
.new-tag { border-color: var(--ink); color: var(--ink); font-weight: 600; }
.standing-sign { flex: none; width: 1.1rem; height: 1.1rem; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; vertical-align: -0.2rem; margin-right: 0.3rem; }
.standing-tag { overflow-wrap: anywhere; }
.standing-tag.verified { color: var(--accent); border-color: var(--accent); }
.standing-tag.unverified { color: var(--bad); border-color: var(--bad); background: var(--bad-tint); font-weight: 600; }
.standing h2 .standing-sign { width: 1.5rem; height: 1.5rem; vertical-align: -0.35rem; margin-right: 0.5rem; }
.standing.verified { border-left: 5px solid var(--accent); }
.standing.verified h2 { font-size: 1.0625rem; }
.standing.bad { border: 2px solid var(--bad); border-left-width: 8px; color: var(--ink); }
.standing.bad h2 { font-size: 1.25rem; color: var(--bad); }
.standing .signer { margin-bottom: 0.2rem; }
.standing .more { margin: 0; }
.standing code { overflow-wrap: anywhere; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.menu-count { display: inline-block; min-width: 1.4rem; padding: 0 0.35rem; margin-left: 0.35rem; border-radius: 0.7rem; background: var(--accent); color: var(--on-accent); font-size: 0.8125rem; font-weight: 650; line-height: 1.4rem; text-align: center; }
.actions + .sheet { margin-top: 1.25rem; }
.address-card { text-align: center; }
.address-card .own-address { font: 600 1.25rem/1.4 ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace; overflow-wrap: anywhere; user-select: all; margin: 0.4rem 0; }
.sent-state.failed { color: var(--bad); border-color: var(--bad); font-weight: 600; }
.sent-state.processed, .sent-state.delivered { color: var(--accent); border-color: var(--accent); }`;
