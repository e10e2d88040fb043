import type { Attachment } from './certificate-document.js';

export const PROOF_FILE = 'proof.tlog';

/** The tlog-proof of a certificate's issue event, as it travels in the PDF. */
export function proofFile(proof: string): Attachment {
  return {
    name: PROOF_FILE,
    mediaType: 'text/plain',
    description: '开具事件已列入公开日志的证据（C2SP tlog-proof）',
    bytes: Buffer.from(proof, 'utf8'),
  };
}
