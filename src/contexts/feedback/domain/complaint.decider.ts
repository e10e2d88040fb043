import type { LocalDate } from '../../../kernel/calendar.js';
import type { Decider } from '../../../kernel/decider.js';
import type { ComplaintCommand, DecideComplaint, FileComplaint } from './complaint.commands.js';
import type { ComplaintEvent, ComplaintKind } from './complaint.events.js';
import { reject } from './feedback.rejections.js';

export interface Complaint {
  filed: { readonly kind: ComplaintKind; readonly dueOn: LocalDate } | undefined;
  decided: boolean;
}

export const complaint: Decider<ComplaintCommand, Complaint, ComplaintEvent> = {
  category: 'complaint',
  streamId: ({ data }) => data.complaintId,
  initialState: () => ({ filed: undefined, decided: false }),
  decide(command, state) {
    if (command.type === 'FileComplaint') return file(command.data, state);
    return settle(command.data, state);
  },
  evolve(state, event) {
    switch (event.type) {
      case 'feedback.ComplaintFiled':
        state.filed = event.data;
        return state;
      case 'feedback.ComplaintDecided':
        state.decided = true;
        return state;
      default:
        return state;
    }
  },
};

function file(
  { policyVersion, ...data }: FileComplaint['data'],
  state: Complaint,
): ComplaintEvent[] {
  if (state.filed) reject('feedback/complaint-exists');
  return [{ type: 'feedback.ComplaintFiled', data, policies: { feedback: policyVersion } }];
}

function settle(data: DecideComplaint['data'], { filed, decided }: Complaint): ComplaintEvent[] {
  if (!filed) return reject('feedback/complaint-unknown');
  if (decided) reject('feedback/complaint-decided');
  const { complaintId, outcome, decider, deciderVolunteerId, involved, on } = data;
  const hasPart =
    involved.accounts.includes(decider) ||
    (deciderVolunteerId !== null && involved.volunteers.includes(deciderVolunteerId));
  if (hasPart) reject('feedback/involved');
  // A team and its projects are not judged by the team.
  const isOfTeam = filed.kind === 'team' || filed.kind === 'project';
  if (isOfTeam && involved.ownTeam) reject('feedback/own-team');
  const overdue = on > filed.dueOn;
  return [
    { type: 'feedback.ComplaintDecided', data: { complaintId, outcome, decider, on, overdue } },
  ];
}
