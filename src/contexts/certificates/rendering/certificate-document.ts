import PDFDocument from 'pdfkit';
import {
  CMS_OCTETS,
  OPEN_BYTE_RANGE,
  OPEN_TIME,
  type SignatureRoom,
} from '../signing/signature-placeholder.js';

export interface Attachment {
  readonly name: string;
  readonly mediaType: string;
  readonly description: string;
  readonly bytes: Uint8Array;
}

/**
 * A PDF 1.7 that is PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) at once, with an open
 * signature and the same bytes for the same input. The number is the only fact of the certificate
 * that goes into `info`: pdfkit writes `info` into the XMP without escaping, and it is what search
 * engines and file managers show.
 */
export class CertificateDocument extends PDFDocument {
  constructor(number: string, issuedAt: Date) {
    super({
      size: 'A4',
      margin: 0,
      pdfVersion: '1.7',
      subset: 'PDF/A-3a',
      tagged: true,
      lang: 'zh-CN',
      displayTitle: true,
      bufferPages: true,
      autoFirstPage: false,
      font: '',
      info: {
        Title: `志愿服务记录证明 ${number}`,
        Producer: 'Shizhang',
        Creator: 'Shizhang',
        CreationDate: issuedAt,
      },
    });
    this.appendXML(PDF_UA_METADATA);
  }

  /** pdfkit would look for form fonts here; the only field is the signature, which has none. */
  override endAcroForm(): this {
    return this;
  }

  attach(attachment: Attachment, issuedAt: Date): void {
    const { name, mediaType, description, bytes } = attachment;
    this.file(Buffer.from(bytes), {
      name,
      type: mediaType,
      description,
      relationship: 'Data',
      creationDate: issuedAt,
      modifiedDate: issuedAt,
    });
  }

  /** The open signature, as an invisible field on the current page. */
  reserveSignature(room: SignatureRoom = 'plain'): void {
    const signature = this.ref({
      Type: 'Sig',
      Filter: 'Adobe.PPKLite',
      SubFilter: 'ETSI.CAdES.detached',
      ByteRange: OPEN_BYTE_RANGE,
      Contents: new Uint8Array(CMS_OCTETS[room]),
      // pdfkit tells strings from names by the wrapper object.
      M: new String(OPEN_TIME),
    });
    signature.end();
    const field = this.ref({
      Type: 'Annot',
      Subtype: 'Widget',
      FT: 'Sig',
      // A rectangle of no size needs no appearance (ISO 19005-3, 6.3.3); 132 is print and locked.
      Rect: [0, 0, 0, 0],
      F: 132,
      T: new String('integrity-signature'),
      TU: new String('完整性签名'),
      V: signature,
      P: this.page.dictionary,
    });
    field.end();
    this.page.annotations.push(field);
    const form = this.ref({ Fields: [field], SigFlags: 3 });
    form.end();
    this._root.data['AcroForm'] = form;
  }

  /** Ends the document and answers with its bytes; pdfkit has written all of them by then. */
  finish(): Buffer {
    this.end();
    const bytes: unknown = this.read();
    if (!(bytes instanceof Buffer)) throw new Error('invariant broken: an empty document');
    return bytes;
  }
}

/** ISO 14289-1, 5, with the extension schema that ISO 19005-3, 6.6.2.3 asks for. */
const PDF_UA_METADATA = `
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
  <pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>part</pdfaProperty:name>
      <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>`;
