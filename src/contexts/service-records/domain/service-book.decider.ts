import type { Decider } from '../../../kernel/decider.js';
import { bookId } from './book-key.js';
import { confirmRecord, offerConfirmation, witnessPresence } from './confirmation.decider.js';
import { backEnter, enter, importRow, selfReport } from './entries.decider.js';
import { dismissLateSignOut } from './late-sign-outs.decider.js';
import { raiseObjection } from './objections.decider.js';
import { decideProposal, proposeChange } from './proposals.decider.js';
import { review, takeEffect } from './reviews.decider.js';
import type { ServiceBookCommand } from './service-book.commands.js';
import type { ServiceBookEvent } from './service-book.events.js';
import { emptyBook, evolveBook, type ServiceBook } from './service-book.state.js';
import { closeSignIn, signIn, signOut } from './sign-in.decider.js';
import { strikeExcludedRecord, voidRecord } from './voids.decider.js';

type Rule<C extends ServiceBookCommand> = (
  data: C['data'],
  state: ServiceBook,
) => readonly ServiceBookEvent[];

/** What each command is decided by: one line per command, so that none is forgotten. */
const RULES: {
  readonly [T in ServiceBookCommand['type']]: Rule<
    Extract<ServiceBookCommand, { readonly type: T }>
  >;
} = {
  SignIn: signIn,
  SignOut: signOut,
  CloseSignIn: closeSignIn,
  EnterRecord: enter,
  BackEnterRecord: backEnter,
  SelfReportRecord: selfReport,
  ImportRecord: importRow,
  ReviewRecord: review,
  LetRecordTakeEffect: takeEffect,
  VoidRecord: voidRecord,
  StrikeExcludedRecord: strikeExcludedRecord,
  ProposeChange: proposeChange,
  DecideProposal: decideProposal,
  RaiseObjection: raiseObjection,
  OfferConfirmation: offerConfirmation,
  ConfirmRecord: confirmRecord,
  WitnessPresence: witnessPresence,
  DismissLateSignOut: dismissLateSignOut,
};

/** One volunteer, one year: sign-ins, records and their lives. */
export const serviceBook: Decider<ServiceBookCommand, ServiceBook, ServiceBookEvent> = {
  category: 'serviceBook',
  streamId: ({ data }) => bookId(data),
  initialState: emptyBook,
  decide: (command, state) =>
    (RULES[command.type] as Rule<ServiceBookCommand>)(command.data, state),
  evolve: evolveBook,
};
