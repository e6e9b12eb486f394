import CLibXML2
import FeedModel
import Glibc

/// References to entities, in text and in attributes.
extension XMLReader {
  /// Without XML_PARSE_NOENT libxml2 leaves `&#38;` for an ampersand, and other entities by name.
  func decodeReferences(_ value: Bytes) {
    attributeValue.removeAll(keepingCapacity: true)
    entities.append(value, to: &attributeValue, limit: max(0, deliveryLimit &- delivered) &+ 1)
    delivered &+= attributeValue.count
    if delivered > deliveryLimit { failExpansion() }
  }

  func entity(
    named name: UnsafePointer<UInt8>
  ) -> UnsafeMutablePointer<xmlEntity>? {
    guard countEvent() else { return nil }
    let bytes = Bytes(start: name, count: strlen(UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self)))
    if !entities.isDeclared(bytes), !hasExternalSubset {
      let (line, column) = position
      collector.warn(
        "xml-undeclared-entity", "the entity \(bytes.string) is not declared", line: line, column: column,
        key: bytes.string)
    }
    entityContent.removeAll(keepingCapacity: true)
    if let expansion = entities.expansion(of: bytes) {
      entityContent.append(contentsOf: expansion)
    } else {
      entityContent.append(UInt8(ascii: "&"))
      entityContent.append(contentsOf: bytes)
      entityContent.append(UInt8(ascii: ";"))
    }
    entityContent.append(0)
    contentStorage.update(from: entityContent)
    entity.pointee.name = name
    entity.pointee.orig = contentStorage.pointer
    entity.pointee.content = contentStorage.pointer
    entity.pointee.length = CInt(clamping: entityContent.count - 1)
    // In text, a predefined entity's content is delivered as characters at once. In an attribute's value
    // libxml2 would take its first byte only: there it shall leave the reference as it is.
    let isInAttribute = context?.pointee.instate == XML_PARSER_ATTRIBUTE_VALUE
    entity.pointee.etype = isInAttribute ? XML_INTERNAL_GENERAL_ENTITY : XML_INTERNAL_PREDEFINED_ENTITY
    return entity
  }
}

/// A C string whose address holds until it is changed.
final class CStringStorage {
  private(set) var pointer: UnsafeMutablePointer<UInt8>
  private var capacity = 256

  init() { pointer = .allocate(capacity: 256) }

  deinit { pointer.deallocate() }

  func update(from bytes: [UInt8]) {
    if bytes.count > capacity {
      pointer.deallocate()
      capacity = bytes.count
      pointer = .allocate(capacity: capacity)
    }
    bytes.withUnsafeBufferPointer { bytes in
      if let base = bytes.baseAddress { pointer.update(from: base, count: bytes.count) }
    }
  }
}
