import { createRequire } from 'node:module';
import grpc from '@grpc/grpc-js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import status from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ExpectedRevision, NewEvent, Position } from '../../src/event-store/event-store.js';
import type { EventMeta, Json, Recorded } from '../../src/kernel/message.js';

/** What a write came to, as the double lets it be known. */
export type AppendAnswer =
  | { readonly revision: number; readonly position: string | undefined }
  | { readonly actual: number | 'none' }
  | { readonly refused: Refusal }
  | 'silence';

/** A failed call: gRPC status, and the trailers by which the database names its exception. */
export interface Refusal {
  readonly code: grpc.status;
  readonly details: string;
  readonly trailers?: Readonly<Record<string, string>>;
}

export interface AppendRequest {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly NewEvent[];
}

/** Log positions of a real server do not fit a JavaScript number; neither do those of the double. */
const FIRST_POSITION = 2n ** 60n;
const STEP = 100n;

export function toLog(position: Position): bigint {
  return FIRST_POSITION + (position === null ? 0n : BigInt(position)) * STEP;
}

export function fromLog(commit: string): Position {
  const at = (BigInt(commit) - FIRST_POSITION) / STEP;
  return at <= 0n ? null : String(at);
}

export function refusalOf({ code, details, trailers = {} }: Refusal): grpc.ServiceError {
  const metadata = new grpc.Metadata();
  for (const [name, value] of Object.entries(trailers)) metadata.set(name, value);
  return Object.assign(new Error(details), { code, details, metadata });
}

interface ExpectedOptions {
  hasNoStream(): boolean;
  hasAny(): boolean;
}

function expectedOf(options: ExpectedOptions, revision: () => string): ExpectedRevision {
  if (options.hasNoStream()) return 'none';
  return options.hasAny() ? 'any' : Number(revision());
}

interface ProposedMessage {
  getId(): shared.UUID | undefined;
  getMetadataMap(): { get(key: string): string | undefined };
  getData_asU8(): Uint8Array;
  getCustomMetadata_asU8(): Uint8Array;
}

function proposed(message: ProposedMessage): NewEvent {
  const data: Json = JSON.parse(Buffer.from(message.getData_asU8()).toString());
  const meta: EventMeta = JSON.parse(Buffer.from(message.getCustomMetadata_asU8()).toString());
  const type = message.getMetadataMap().get('type') ?? '';
  return { id: message.getId()?.getString() ?? '', type, data, meta };
}

const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString();

export function unaryRequest(messages: readonly streams.AppendReq[]): AppendRequest {
  const options = messages[0]?.getOptions();
  if (!options) throw new Error('an append begins with its options');
  return {
    stream: text(options.getStreamIdentifier()?.getStreamName_asU8()),
    expected: expectedOf(options, () => options.getRevision()),
    events: messages.flatMap((message) => {
      const event = message.getProposedMessage();
      return event ? [proposed(event)] : [];
    }),
  };
}

export function batchRequest(messages: readonly streams.BatchAppendReq[]): AppendRequest {
  const options = messages[0]?.getOptions();
  if (!options) throw new Error('a batch append begins with its options');
  return {
    stream: text(options.getStreamIdentifier()?.getStreamName_asU8()),
    expected: expectedOf(options, () => options.getStreamPosition()),
    events: messages.flatMap((message) => message.getProposedMessagesList().map(proposed)),
  };
}

export function unaryResponse(answer: Exclude<AppendAnswer, 'silence' | { refused: Refusal }>) {
  const response = new streams.AppendResp();
  if ('actual' in answer) {
    const wrong = new streams.AppendResp.WrongExpectedVersion();
    if (answer.actual === 'none') wrong.setCurrentNoStream(new shared.Empty());
    else wrong.setCurrentRevision(String(answer.actual));
    return response.setWrongExpectedVersion(wrong);
  }
  const success = new streams.AppendResp.Success().setCurrentRevision(String(answer.revision));
  if (answer.position === undefined) return response.setSuccess(success);
  const commit = String(toLog(answer.position));
  const position = new streams.AppendResp.Position()
    .setCommitPosition(commit)
    .setPreparePosition(commit);
  return response.setSuccess(success.setPosition(position));
}

/** The same release of google-protobuf that the generated code uses. */
const requireLikeClient = createRequire(
  createRequire(import.meta.url).resolve('@eventstore/db-client'),
);
const { Any }: { Any: new () => { pack(bytes: Uint8Array, name: string): void } } =
  requireLikeClient('google-protobuf/google/protobuf/any_pb.js');

export function batchResponse(
  request: AppendRequest,
  correlationId: shared.UUID | undefined,
  answer: Exclude<AppendAnswer, 'silence'>,
): streams.BatchAppendResp {
  const response = new streams.BatchAppendResp()
    .setCorrelationId(correlationId)
    .setStreamIdentifier(identifier(request.stream));
  if ('revision' in answer) {
    const success = new streams.BatchAppendResp.Success();
    success.setCurrentRevision(String(answer.revision));
    if (answer.position !== undefined) {
      const commit = String(toLog(answer.position));
      success.setPosition(
        new shared.AllStreamPosition().setCommitPosition(commit).setPreparePosition(commit),
      );
    }
    return response.setSuccess(success);
  }
  return response.setError(batchError(answer));
}

function batchError(answer: { actual: number | 'none' } | { refused: Refusal }): status.Status {
  const error = new status.Status();
  const details = new Any();
  if ('refused' in answer) {
    error.setMessage(answer.refused.details);
    // What the client does not know it calls "Could not recognize …".
    details.pack(new Uint8Array(), 'event_store.client.NotKnownHere');
  } else {
    const wrong = new shared.WrongExpectedVersion();
    if (answer.actual !== 'none') wrong.setCurrentStreamRevision(String(answer.actual));
    details.pack(wrong.serializeBinary(), 'event_store.client.WrongExpectedVersion');
  }
  Reflect.apply(error.setDetails, error, [details]);
  return error;
}

function identifier(stream: string): shared.StreamIdentifier {
  return new shared.StreamIdentifier().setStreamName(Buffer.from(stream).toString('base64'));
}

export function eventMessage(event: Recorded): streams.ReadResp {
  const position = String(toLog(event.position));
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent()
    .setId(new shared.UUID().setString(event.id))
    .setStreamIdentifier(identifier(event.stream))
    .setStreamRevision(String(event.revision))
    .setCommitPosition(position)
    .setPreparePosition(position)
    .setCustomMetadata(Buffer.from(JSON.stringify(event.meta)).toString('base64'))
    .setData(Buffer.from(JSON.stringify(event.data)).toString('base64'));
  const metadata = recorded.getMetadataMap();
  metadata.set('type', event.type);
  metadata.set('content-type', 'application/json');
  metadata.set('created', '17141952000000000');
  const read = new streams.ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(position);
  return new streams.ReadResp().setEvent(read);
}

export function checkpointMessage(commit: bigint): streams.ReadResp {
  const checkpoint = new streams.ReadResp.Checkpoint()
    .setCommitPosition(String(commit))
    .setPreparePosition(String(commit));
  return new streams.ReadResp().setCheckpoint(checkpoint);
}

export function caughtUpMessage(): streams.ReadResp {
  return new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp());
}

export function confirmationMessage(): streams.ReadResp {
  return new streams.ReadResp().setConfirmation(
    new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId('double'),
  );
}

export function notFoundMessage(stream: string): streams.ReadResp {
  return new streams.ReadResp().setStreamNotFound(
    new streams.ReadResp.StreamNotFound().setStreamIdentifier(identifier(stream)),
  );
}

export function featuresMessage(batchAppend: boolean): features.SupportedMethods {
  const methods = new features.SupportedMethods().setEventStoreServerVersion('24.10.0');
  if (!batchAppend) return methods;
  const method = new features.SupportedMethod();
  method.setServiceName('event_store.client.streams.streams');
  method.setMethodName('batchappend');
  return methods.setMethodsList([method]);
}

export function gossipMessage(port: number): gossip.ClusterInfo {
  const endPoint = new gossip.EndPoint().setAddress('127.0.0.1').setPort(port);
  const member = new gossip.MemberInfo()
    .setInstanceId(new shared.UUID().setString('11111111-1111-4111-8111-111111111111'))
    .setTimeStamp('17141952000000000')
    .setState(gossip.MemberInfo.VNodeState.LEADER)
    .setIsAlive(true)
    .setHttpEndPoint(endPoint);
  return new gossip.ClusterInfo().setMembersList([member]);
}
