import {bytesOf} from './layout.js';
import type {DataType} from './schema.js';
import type {ArrayData} from './table.js';

/** A typed array that is laid out just as the type is; null for all else. */
export function typedArray(type: DataType, values: ArrayLike<unknown>): ArrayData | null {
  if (!ArrayBuffer.isView(values) || arrayName(type) !== values.constructor.name) return null;
  return {length: values.length, nullCount: 0, buffers: [null, bytesOf(values)], children: []};
}

function arrayName(type: DataType): string | null {
  switch (type.name) {
    case 'int':
      if (type.bitWidth === 128) return null;
      return `${type.bitWidth === 64 ? 'Big' : ''}${type.isSigned ? 'Int' : 'Uint'}${type.bitWidth}Array`;
    case 'floatingpoint':
      return type.precision === 'SINGLE' ? 'Float32Array' : 'Float64Array';
    case 'timestamp':
    case 'time':
    case 'duration':
      return 'BigInt64Array';
    case 'date':
      return 'Int32Array';
    default:
      return null;
  }
}
