import Rows

/// The words that names, addresses and documents are made of.
///
/// Every word is ASCII and holds no quote, backslash, `<`, `>`, `&` or control character, so it
/// can be written into JSON, XML or HTML as it is. Word lists are built on first use: read them
/// into a local constant before a loop over rows.
package enum Vocabulary {
    /// First parts of company and product names, such as `Harbor`, `Quartz`.
    package static let companyWords = WordList(
        """
        Acorn Alder Almond Alpine Amber Anchor Apex Arbor Argent Aspen Astra Atlas Aurora Autumn \
        Badger Bamboo Basalt Beacon Birch Blossom Bluebird Bramble Breeze Bridge Bright Brook \
        Canyon Cascade Cedar Cinder Circle Citadel Clear Clover Cobalt Comet Compass Copper Coral \
        Cornerstone Crane Crescent Crest Crimson Crystal Cypress Dawn Delta Dune Eagle Echo Eclipse \
        Elm Ember Emerald Equinox Everest Falcon Fern Field Finch Fjord Flint Forge Fox Frontier \
        Garnet Glacier Golden Granite Grove Harbor Harvest Hawk Hazel Hearth Heron Hickory High \
        Hollow Horizon Indigo Iron Ivory Ivy Jade Jasper Juniper Keystone Kestrel Kite Lagoon \
        Lantern Larch Laurel Lighthouse Lily Linden Lotus Lumen Lunar Magnolia Maple Marble Meadow \
        Meridian Mesa Midland Mill Mint Mosaic Moss Nectar Nimbus North Nova Oak Oasis Obsidian \
        Ocean Olive Onyx Orbit Orchard Osprey Otter Oxford Pacific Palm Pebble Peak Pelican Pine \
        Pioneer Polar Poplar Prairie Prism Quarry Quartz Quill Rain Raven Redwood Reef Ridge River \
        Rowan Saffron Sage Sandstone Sapphire Sequoia Shore Sierra Silver Sky Slate Solar Sparrow \
        Spring Spruce Sterling Stone Summit Sunrise Swift Sycamore Tamarack Teal Tern Thistle \
        Thunder Tidal Timber Topaz Trellis Tundra Twin Umber Upland Vale Valley Vector Velvet \
        Verdant Vista Walnut Waterfall Wave West Wheat Willow Winter Wolf Wren Yarrow Zenith Zephyr
        """,
        separator: " "
    )

    /// Last parts of company names, such as `Systems`, `Logistics`.
    package static let companySuffixes = WordList(
        """
        Systems Labs Works Group Partners Logistics Technologies Solutions Networks Analytics \
        Industries Dynamics Software Health Energy Foods Media Mobility Robotics Finance Capital \
        Insurance Retail Trading Materials Motors Airways Telecom Security Cloud Data Digital \
        Studios Services Holdings Consulting Engineering Pharma Instruments Interactive
        """,
        separator: " "
    )

    /// Endings that make a company word a product, such as `Quartz Desk`.
    package static let productSuffixes = WordList(
        """
        Desk Flow Hub Link Board Track Point Base Cast Stack Sync Pulse Vault Shift Scope Mesh \
        Path Port Loop Grid Dock Guard Signal Ledger Pilot Bridge Studio Insight Stream Core
        """,
        separator: " "
    )

    /// What a team calls itself, such as `Guild`, `Squad`.
    package static let teamNouns = WordList(
        """
        Team
        Squad
        Guild
        Platform
        Crew
        Group
        Chapter
        Tribe
        Unit
        Desk
        Office
        Studio
        Lab
        Workshop
        Taskforce
        Operations
        Engineering
        Support
        Enablement
        Automation
        Integrations
        Analytics
        Insights
        Research
        Delivery
        Core
        Services
        Foundations
        Experience
        Tooling
        Reliability
        Infrastructure
        Governance
        Excellence
        Collective
        Circle
        Cell
        Hub
        Project
        Program
        Initiative
        Pilot
        Committee
        Council
        Board
        Working Group
        Center
        Competence Center
        Architecture
        Design
        Quality
        Release
        Growth
        Partnerships
        Onboarding
        Response
        Migration
        Modernization
        Observability
        Data Office
        Help Desk
        Field Team
        Advisory
        Monitoring
        Product
        Solutions
        """
    )

    /// Business domains in slug form, such as `payments`, `fraud-detection`.
    package static let domains = WordList(
        """
        payments onboarding billing invoicing subscriptions pricing checkout refunds loyalty \
        marketing campaigns sales leads accounts contracts procurement sourcing suppliers \
        inventory warehousing fulfilment shipping returns logistics routing fleet maintenance \
        scheduling staffing recruiting payroll benefits training performance travel expenses \
        budgeting forecasting treasury accounting reconciliation tax audit compliance risk \
        fraud-detection identity access-control secrets vulnerability-management incidents \
        change-management service-desk assets monitoring logging tracing alerting capacity \
        deployments release-management testing documentation knowledge-base search \
        recommendations personalization content media translation messaging notifications \
        calendar meetings surveys feedback reviews support chat telephony claims underwriting \
        policies lending mortgages trading portfolio settlements custody donations grants \
        admissions enrolment grading appointments prescriptions diagnostics laboratory imaging \
        trials manufacturing quality sensors energy metering outages facilities real-estate \
        catalog merchandising reservations ticketing weather geocoding mapping analytics \
        reporting data-quality lineage machine-learning
        """,
        separator: " "
    )

    /// Business domains as words in a sentence; word for word as in ``domains``, without hyphens.
    package static let domainPhrases = phrases(of: domains, replacing: 0x2D)

    /// Kinds of virtual servers, such as `gateway`, `toolbox`.
    package static let serverNouns = WordList(
        """
        server hub toolbox workspace assistant bridge desk backend console connector catalog \
        suite kit registry broker adapter router portal agent service collection bundle stack \
        studio index
        """,
        separator: " "
    )

    /// Stages and regions that server and gateway names end in.
    package static let environments = WordList(
        """
        prod staging dev test sandbox qa uat demo edge internal external shared core primary \
        secondary eu-west eu-central us-east us-west ap-south ap-east
        """,
        separator: " "
    )

    /// Copies a list with one byte of every word changed into a blank.
    static func phrases(of list: WordList, replacing byte: UInt8) -> WordList {
        WordList(
            (0..<list.count)
                .map { index in
                    String(decoding: list[index].map { $0 == byte ? 0x20 : $0 }, as: UTF8.self)
                }
                .joined(separator: "\n")
        )
    }
}
