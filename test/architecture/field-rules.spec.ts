import { getMetadataStorage } from 'class-validator';
import { fieldWords } from '../../src/http/field-words.js';

type Rules = ReadonlyMap<unknown, readonly { readonly name?: string; readonly type: string }[]>;

/** They let others speak and say nothing themselves. */
const SILENT = ['conditionalValidation', 'isOptional'];

describe('the rules of fields', () => {
  it('have Chinese words, whatever body or query they stand in', async () => {
    await import('../../src/app.module.js');
    // Private in the types: nobody else asks for the rules of all classes at once.
    const byClass = Reflect.get(getMetadataStorage(), 'validationMetadatas') as Rules;
    const all = [...byClass.values()].flat();
    const rules = new Set(all.map(({ name, type }) => name ?? type));
    const silent = (rule: string) => SILENT.includes(rule);
    expect(rules.size).toBeGreaterThan(10);
    const wordless = [...rules].filter((rule) => {
      const error = { field: 'x', rule, message: 'x must be longer than or equal to 1' };
      return !silent(rule) && fieldWords(error, 'zh').startsWith('不符合要求');
    });
    expect(wordless).toEqual([]);
  });
});
