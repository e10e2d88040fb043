import { Type } from 'class-transformer';
import * as rules from 'class-validator';
import { fieldWords } from './field-words.js';
import { InvalidInput } from './invalid-input.js';
import { validationPipe } from './validation.pipe.js';

class ShiftDto {
  @rules.IsUUID()
  id2!: string;
}

class FormDto {
  @rules.IsString()
  @rules.MaxLength(80)
  name!: string;

  @rules.Length(2, 20)
  note!: string;

  @rules.IsIn(['male', 'female'])
  sex!: string;

  @rules.Matches(/^\d{4}-\d{2}$/)
  month!: string;

  @rules.IsInt()
  @rules.Min(-3)
  @rules.Max(7)
  count!: number;

  @rules.IsBoolean()
  agrees!: boolean;

  @rules.IsArray()
  @rules.ArrayMinSize(1)
  @rules.ArrayMaxSize(2)
  @rules.ArrayUnique()
  tags!: string[];

  @rules.ValidateNested({ each: true })
  @Type(() => ShiftDto)
  shifts!: ShiftDto[];
}

const RIGHT = {
  ...{ name: '李', note: '好的', sex: 'male', month: '2026-03', count: 0, agrees: true },
  ...{ tags: ['a'], shifts: [{ id2: '145ba1bf-ba9d-5552-92ab-30198fd18572' }] },
};
const pipe = validationPipe();

/** Field, rule and both sentences of the only thing that is wrong. */
async function wrong(change: object): Promise<readonly string[]> {
  const refusal: unknown = await pipe
    .transform({ ...RIGHT, ...change }, { type: 'body', metatype: FormDto })
    .catch((error: unknown) => error);
  const errors = refusal instanceof InvalidInput ? refusal.errors : [];
  expect(errors).toHaveLength(1);
  return errors.flatMap((error) => [
    ...[error.field, error.rule, fieldWords(error, 'zh'), fieldWords(error, 'en')],
  ]);
}

describe('what a wrong field is told', () => {
  it('is nothing when all is right', async () => {
    await expect(pipe.transform(RIGHT, { type: 'body', metatype: FormDto })).resolves.toEqual(
      RIGHT,
    );
  });

  it.each([
    ['name', undefined, 'required', '必填', 'name is required'],
    ['name', 7, 'maxLength', '至多 80 个字符', /shorter than or equal to 80/],
    ['name', '李'.repeat(81), 'maxLength', '至多 80 个字符', /80/],
    ['note', '好', 'isLength', '至少 2 个字符', /longer than or equal to 2/],
    ['note', '好'.repeat(21), 'isLength', '至多 20 个字符', /shorter than or equal to 20/],
    ['sex', 'x', 'isIn', '须为以下之一：male, female', /male, female/],
    ['month', '3月', 'matches', '格式须为 /^\\d{4}-\\d{2}$/', /must match/],
    ['count', '7', 'max', '不得大于 7', /greater than 7/],
    ['count', 1.5, 'isInt', '须为整数', /integer/],
    ['count', -4, 'min', '不得小于 -3', /less than -3/],
    ['count', 8, 'max', '不得大于 7', /greater than 7/],
    ['agrees', 'yes', 'isBoolean', '须为 true 或 false', /boolean/],
    ['tags', [], 'arrayMinSize', '至少 1 项', /at least 1/],
    ['tags', ['a', 'b', 'c'], 'arrayMaxSize', '至多 2 项', /2/],
    ['tags', ['a', 'a'], 'arrayUnique', '不得重复', /unique/],
    ['shifts', 'x', 'nestedValidation', '须为对象', /nested/],
    ['colour', 'red', 'whitelistValidation', '没有这个字段', /should not exist/],
  ] as const)('is in both languages: %s = %j', async (field, value, rule, zh, en) => {
    const told = await wrong({ [field]: value });
    expect(told.slice(0, 3)).toEqual([field, rule, zh]);
    expect(told[3]).toMatch(en);
  });

  it('names a nested field by its path', async () => {
    const told = await wrong({ shifts: [{ id2: 'x' }] });
    expect(told.slice(0, 3)).toEqual(['shifts.0.id2', 'isUuid', '须为有效的编号（UUID）']);
    expect(await wrong({ shifts: [{}] })).toContain('必填');
  });

  it('falls back on the English sentence of a rule it does not know', () => {
    const error = { field: 'x', rule: 'isPrime', message: 'x must be a prime' };
    expect(fieldWords(error, 'zh')).toBe('不符合要求：x must be a prime');
  });
});
