// Faults in HealthVault's own terms: thrown by what only its protocol knows, and made of what the core refuses when its
// clients are told.
import { Fault, type FaultName, sentences } from '../faults.ts';
import { faultStatuses } from './fault-statuses.ts';
import { type StatusName, status } from './statuses.ts';

export class StatusFault extends Fault {
  readonly status: StatusName;
  readonly code: number;

  constructor(name: StatusName, detail?: string, place?: string) {
    super(reasonsOf.get(name) ?? 'refusedByProtocol', detail, place);
    this.name = 'StatusFault';
    this.message = sentences(status(name).message, place, detail);
    this.status = name;
    this.code = status(name).code;
  }

  override at(place: string): StatusFault {
    return new StatusFault(this.status, this.detail, place);
  }
}

/** What the core calls a status, where it has a word of its own for just that. */
const reasonsOf = new Map<StatusName, FaultName>();
for (const [reason, { status, detail }] of Object.entries(faultStatuses) as [
  FaultName,
  { status: StatusName; detail?: string },
][])
  if (detail === undefined && status !== 'FAILED') reasonsOf.set(status, reason);

export function fault(name: StatusName, detail?: string): StatusFault {
  return new StatusFault(name, detail);
}

/** As HealthVault's clients are told of it. */
export function statusOf(fault: Fault): StatusFault {
  if (fault instanceof StatusFault) return fault;
  const { status, detail = fault.detail } = faultStatuses[fault.reason];
  return new StatusFault(status, detail, fault.place);
}
