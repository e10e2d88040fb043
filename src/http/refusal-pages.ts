import { Inject, Injectable } from '@nestjs/common';
import { type RefusalCatalogue, Rejection } from '../kernel/rejection.js';
import type { PageContent } from './html.js';
import type { Language } from './language.js';
import type { PageAnswer } from './page-answer.js';
import { REFUSALS, textOf } from './problem-details.filter.js';

/** Pages that show a refusal beside their form. */
@Injectable()
export class RefusalPages {
  constructor(@Inject(REFUSALS) private readonly refusals: RefusalCatalogue) {}

  /** What `work` answers; if it is refused, the page for the words of the refusal, with its status. */
  async orRefusal(
    lang: Language,
    work: () => PageAnswer | Promise<PageAnswer>,
    pageFor: (text: string, refused: Rejection) => PageContent,
  ): Promise<PageAnswer> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      const { status, text } = textOf(this.refusals, error, lang);
      return { ...pageFor(text, error), status };
    }
  }
}
