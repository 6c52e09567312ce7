using System.Collections.Immutable;

namespace PrivacyFunctions.Local.Demo.Organisation;

/// <summary>Names and places from which fictional people and companies are put together. Domains end in <c>.example</c> (RFC 2606).</summary>
internal static class Words
{
    public static ImmutableArray<string> GivenNames { get; } =
    [
        "Amara", "Anton", "Aoife", "Astrid", "Bao", "Beatriz", "Bogdan", "Camille", "Chidi", "Clara", "Dagmar", "Dalia", "Daniel", "Deniz",
        "Dorota", "Edith", "Elif", "Emeka", "Esther", "Farah", "Felix", "Filip", "Fiona", "Gabriel", "Greta", "Hana", "Hassan", "Helga",
        "Ignacio", "Ilse", "Imani", "Ines", "Ivan", "Jana", "Jasper", "Jonas", "Joséphine", "Kaito", "Karin", "Kemal", "Lars", "Leila",
        "Lior", "Lucía", "Magnus", "Maja", "Malik", "Marek", "Mei", "Milan", "Mirjam", "Nadia", "Niamh", "Nils", "Noor", "Olga", "Omar",
        "Paula", "Pedro", "Petra", "Quentin", "Rania", "Renate", "Rosa", "Ruben", "Sanna", "Sergio", "Silke", "Sofia", "Stefan", "Tariq",
        "Tereza", "Thandi", "Tomasz", "Ulrike", "Valentin", "Vera", "Wanda", "Xavier", "Yara", "Yusuf", "Zoë",
    ];

    public static ImmutableArray<string> FamilyNames { get; } =
    [
        "Abel", "Adeyemi", "Albrecht", "Andersen", "Aydin", "Baker", "Barros", "Bauer", "Becker", "Bergström", "Brandt", "Byrne", "Castillo",
        "Chen", "Costa", "Dahl", "De Vries", "Diallo", "Dubois", "Ebert", "Eriksen", "Fischer", "Fontaine", "Franke", "García", "Graf",
        "Haddad", "Hansen", "Hartmann", "Hoffmann", "Horvat", "Ibrahim", "Jansen", "Jensen", "Kaya", "Kim", "Koch", "Kowalski", "Krüger",
        "Kumar", "Lang", "Larsen", "Lehmann", "Lindqvist", "Lopes", "Maier", "Martin", "Mbeki", "Meyer", "Moreau", "Moser", "Murphy",
        "Nakamura", "Neumann", "Novák", "O'Brien", "Okonkwo", "Olsen", "Otto", "Pavlov", "Pereira", "Petrov", "Popescu", "Quinn", "Ricci",
        "Richter", "Romero", "Roth", "Sato", "Schmitt", "Schröder", "Schwarz", "Seidel", "Silva", "Simon", "Sørensen", "Steiner", "Suzuki",
        "Szabó", "Tanaka", "Torres", "Urban", "Vogel", "Wagner", "Walsh", "Weber", "Winter", "Wolf", "Yilmaz", "Zhang", "Ziegler",
    ];

    public static ImmutableArray<string> CompanyNames { get; } =
    [
        "Amber", "Birch", "Bluebird", "Brook", "Canal", "Cedar", "Cobalt", "Compass", "Crane", "Delta", "Dune", "Ember", "Fjord", "Garnet",
        "Granite", "Grove", "Heron", "Island", "Juniper", "Lantern", "Linden", "Maple", "Meadow", "Mill", "North", "Oak", "Orchard", "Pine",
        "Quarry", "Reed", "River", "Saffron", "Slate", "Spruce", "Summit", "Tide", "Valley", "Willow",
    ];

    public static ImmutableArray<string> Trades { get; } =
    [
        "Accounting", "Architects", "Bakery", "Clinic", "Consulting", "Dental", "Design", "Engineering", "Foods", "Freight", "Furniture",
        "Insurance", "Law", "Media", "Optics", "Pharmacy", "Press", "Printing", "Robotics", "Schools", "Textiles", "Tours", "Veterinary",
    ];

    public static ImmutableArray<string> JobTitles { get; } =
    [
        "Accountant", "Account Manager", "Architect", "Assistant", "Buyer", "Chief Executive", "Controller", "Designer", "Dispatcher",
        "Editor", "Engineer", "Head of Finance", "Head of IT", "HR Manager", "Logistics Planner", "Nurse", "Office Manager", "Paralegal",
        "Pharmacist", "Product Owner", "Receptionist", "Sales Representative", "Teacher", "Warehouse Lead",
    ];

    public static ImmutableArray<string> Streets { get; } =
    [
        "Ahornweg", "Birkenallee", "Canal Street", "Church Lane", "Fischmarkt", "Gartenstraße", "Hafenstraße", "High Street", "Kastanienweg",
        "Lindenstraße", "Market Square", "Mill Road", "Mühlenweg", "Nordring", "Parkallee", "Quay Street", "Rosenweg", "Schulstraße",
        "Station Road", "Werftstraße",
    ];

    /// <summary>Postal code, city, country (ISO 3166-1).</summary>
    public static ImmutableArray<(string PostalCode, string City, string Country)> Cities { get; } =
    [
        ("20457", "Hamburg", "DE"), ("10115", "Berlin", "DE"), ("28195", "Bremen", "DE"), ("80331", "München", "DE"), ("1010", "Wien", "AT"),
        ("1017", "Amsterdam", "NL"), ("2000", "Antwerpen", "BE"), ("69001", "Lyon", "FR"), ("D02", "Dublin", "IE"), ("1100-148", "Lisboa", "PT"),
        ("00-001", "Warszawa", "PL"), ("211 20", "Malmö", "SE"), ("M1 1AE", "Manchester", "GB"), ("94103", "San Francisco", "US"),
    ];

    public static ImmutableArray<string> Technicians { get; } =
    [
        "Priya N.", "Jörg M.", "Sam T.", "Ewa K.", "Luis R.", "Mette H.", "Owen P.", "Chiara D.", "Abdi W.", "Katja S.",
    ];
}
