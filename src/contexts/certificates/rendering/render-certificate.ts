import { createHash } from 'node:crypto';
import { instantAt } from '../../../kernel/calendar.js';
import { Rejection } from '../../../kernel/rejection.js';
import type { CertificateContent } from '../domain/certificate-content.js';
import { contentProblem } from '../domain/content-check.js';
import { bytesOfDigits } from '../signing/decimal-digits.js';
import { credentialBytes } from '../signing/issue-token.js';
import type { SignatureRoom } from '../signing/signature-placeholder.js';
import { readToken } from '../signing/token.js';
import { drawBody } from './body-section.js';
import { Canvas } from './canvas.js';
import { CertificateDocument, type Attachment } from './certificate-document.js';
import type { Faces } from './faces.js';
import { drawHead } from './head-section.js';
import { drawFooter } from './page-frame.js';
import { PageFlow } from './page-flow.js';
import { qrSymbol } from './qr-symbol.js';
import type { Proof } from './wording.js';

export interface RenderRequest {
  readonly content: CertificateContent;
  /** The signed token that goes into the QR code. */
  readonly tokenDigits: string;
  /** The key that will sign the PDF: its id is printed. */
  readonly documentKeyId: string;
  /** More of it when a timestamp will be added. */
  readonly signatureRoom?: SignatureRoom;
  /** 1, or left out: the issue itself. From 2 on the paper says 再次打印. */
  readonly printing?: number;
  /** More files to travel inside, such as a log proof. */
  readonly attachments?: readonly Attachment[];
}

/**
 * Draws a certificate: a PDF with an open signature, the same bytes for the same request.
 *
 * @throws Rejection `certificates/character-not-printable` naming code points, never the text.
 */
export async function renderCertificate(request: RenderRequest, faces: Faces): Promise<Buffer> {
  const { content, tokenDigits } = request;
  const problem = contentProblem(content);
  if (problem !== undefined) throw new Error(`not a certificate's content: ${problem}`);
  await refuseUnprintable(content, faces);
  const issuedAt = new Date(instantAt(content.issuedOn, '00:00'));
  const bytes = credentialBytes(content);
  const document = new CertificateDocument(content.number, issuedAt);
  const flow = new PageFlow(new Canvas(document, faces, content.language === 'zh-en'));
  flow.newPage();
  document.reserveSignature(request.signatureRoom);
  drawHead(flow, content, qrSymbol(content.verifyUrl, tokenDigits));
  drawBody(flow, content, proofOf(request, bytes));
  flow.end();
  for (let index = 0; index < flow.pages; index += 1) {
    document.switchToPage(index);
    const page = { index: index + 1, count: flow.pages, printing: request.printing ?? 1 };
    flow.artifact(() => drawFooter(flow.canvas, content, page), 'Pagination');
  }
  for (const attachment of attachmentsOf(request, bytes)) document.attach(attachment, issuedAt);
  return document.finish();
}

/** The characters of a content that no face can print, as `U+XXXX`. */
export async function unprintableIn(
  { mongolian = {}, ...content }: CertificateContent,
  faces: Faces,
): Promise<readonly string[]> {
  return [
    ...(await faces.prepare(textsOf(content))),
    ...(await faces.prepareMongolian([...textsOf(mongolian)])),
  ];
}

async function refuseUnprintable(content: CertificateContent, faces: Faces): Promise<void> {
  const characters = await unprintableIn(content, faces);
  if (characters.length === 0) return;
  const shown = characters.slice(0, CHARACTERS_NAMED).join(' ');
  throw new Rejection('certificates/character-not-printable', { characters: shown });
}

/** Enough to find the mistake, too few to tell the name. */
const CHARACTERS_NAMED = 5;

function* textsOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) yield* textsOf(member);
  }
}

function attachmentsOf(request: RenderRequest, bytes: Buffer): readonly Attachment[] {
  return [
    {
      name: 'credential.json',
      mediaType: 'application/json',
      description: '证明的内容（RFC 8785 规范形式）',
      bytes,
    },
    {
      name: 'token.txt',
      mediaType: 'text/plain',
      description: '二维码中的签名数据（十进制）',
      bytes: Buffer.from(request.tokenDigits, 'latin1'),
    },
    ...(request.attachments ?? []),
  ];
}

function proofOf(request: RenderRequest, bytes: Buffer): Proof {
  const token = readToken(bytesOfDigits(request.tokenDigits) ?? new Uint8Array());
  if (!token) throw new Error('the QR code would hold no token');
  return {
    sha256: createHash('sha256').update(bytes).digest('hex'),
    sm3: createHash('sm3').update(bytes).digest('hex'),
    tokenKeyId: token.keyId,
    documentKeyId: request.documentKeyId,
  };
}
