import Foundation
import SurveyModel
import Testing

@testable import Pipeline

/// Five hundred errors whose place is known, in returns that are otherwise clean.
@Suite("Seeded errors: each found at its cell, nothing else said")
struct SeededErrorsTests {
    @Test("clean returns of the co-production survey raise no error and no warning")
    func cleanCoProduction() throws {
        #expect(try SeededTrial.coProduction.get().falseAlarms == [])
    }

    @Test("clean returns of the municipal survey raise no error and no warning")
    func cleanMunicipalServices() throws {
        #expect(try SeededTrial.municipalServices.get().falseAlarms == [])
    }

    @Test("500 errors of at least 25 kinds are planted, and every one is found by its rule at its cell")
    func found() throws {
        let trials = try [SeededTrial.coProduction.get(), SeededTrial.municipalServices.get()]
        let planted = trials.flatMap(\.planted)
        #expect(planted.count == 500)
        #expect(Set(planted.map(\.error.kind)).count >= 25)
        #expect(trials.flatMap(\.missed) == [])
    }

    @Test("no other error or warning is raised than those that a planted error explains")
    func unexplained() throws {
        let trials = try [SeededTrial.coProduction.get(), SeededTrial.municipalServices.get()]
        #expect(trials.flatMap(\.unexplained) == [])
    }
}
