import CodeLists
import Testing

@Test("the shipped lists are read")
func bundled() throws {
    for id in CodeList.bundledIDs {
        let list = try CodeList.bundled(id)
        #expect(list.items.count > 180)
    }
}
