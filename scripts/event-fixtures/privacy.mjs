/** A wish to be forgotten: taken back, refused, and in the end carried out. */
export async function erasures({ ask, at, id, told }) {
  const { volunteerId, identityHash } = told('volunteers.VolunteerRegistered', 1);
  const on = '2026-03-12';
  const by = { requester: told('access.RoleGranted').accountId, bySelf: false, on };
  const request = (name) =>
    ask('RequestErasure', { volunteerId, requestId: id(name), ground: 'own-wish', ...by });
  const decide = (decision, obstacles = []) => {
    const decider = told('access.AdministratorAppointed').accountId;
    const facts = { volunteerId, decider, deciderVolunteerId: null, obstacles, on };
    return ask('DecideErasure', { ...facts, decision });
  };
  await request('erasure that is withdrawn');
  await ask('WithdrawErasure', { volunteerId, on });
  await request('erasure that is refused');
  await decide({ outcome: 'refuse', reason: 'identity-not-shown' });
  await request('erasure');
  await decide({ outcome: 'restrict', retainUntil: null }, ['objection', 'credit']);
  await decide({ outcome: 'erase' });
  await ask('NoteErasure', { volunteerId, identityHash, accountIds: [], at });
}

/** A complaint of three years ago is deleted. */
export async function retention({ ask, id }) {
  const [subject, complaintId] = [id('complainant'), id('complaint')];
  const documents = [{ subject, kind: 'complaint', id: complaintId }];
  const data = { class: 'complaint', documents, lines: 0, closedBefore: '2026-03-12' };
  await ask('NoteRetention', { ...data, policyVersion: 'retention/2026-01' });
}
