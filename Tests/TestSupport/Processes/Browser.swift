import Foundation

/// Headless Chromium, looking at a page that is a file.
///
/// The page is framed by another one that measures it, so that its width does not depend on the
/// least that a window can have, and it needs no script of its own.
package struct Browser {
    private static let program = "/usr/bin/chromium"

    /// What a page looks like.
    package struct Look: Decodable, Sendable {
        package struct Plot: Decodable, Sendable {
            package let title: String
            /// Shapes that show values, and those of them that have no extent.
            package let marks: Int
            package let emptyMarks: Int
            /// Width and height that all shapes cover together.
            package let markWidth: Double
            package let markHeight: Double
            /// Texts that stick out of the plot.
            package let lostTexts: [String]
        }

        /// Width of the window, and of what is in it.
        package let width: Double
        package let scrollWidth: Double
        package let title: String
        package let text: String
        package let scripts: Int
        package let images: Int
        package let plots: [Plot]
    }

    /// Opens a page and measures it; also what the browser had to complain about.
    package static func look(
        at page: String,
        width: Int,
        in folder: TemporaryFolder
    ) async throws -> (look: Look, complaints: [String]) {
        let frame = folder.file("frame-\(width).html")
        try frameText(page, width: width).write(toFile: frame, atomically: true, encoding: .utf8)
        let result = try await open(frame, ["--dump-dom"], in: folder)
        guard let start = result.standardOutput.range(of: "<pre id=\"look\">"),
            let end = result.standardOutput.range(
                of: "</pre>",
                range: start.upperBound..<result.standardOutput.endIndex
            )
        else {
            throw TestSupportError(
                "the browser did not measure the page",
                detail: String(result.allOutput.suffix(2_000))
            )
        }
        let base64 = String(result.standardOutput[start.upperBound..<end.lowerBound])
        guard let data = Data(base64Encoded: base64) else {
            throw TestSupportError("the browser's answer is not base64", detail: base64)
        }
        let complaints = result.standardError.split(separator: "\n").map(String.init)
            .filter { $0.contains("CONSOLE") }
        return (try JSONDecoder().decode(Look.self, from: data), complaints)
    }

    private static func open(
        _ page: String,
        _ options: [String],
        in folder: TemporaryFolder
    ) async throws -> ProcessResult {
        guard FileManager.default.isExecutableFile(atPath: program) else {
            throw TestSupportError(
                "could not find \(program)",
                hint: "Run `scripts/install-dependencies --tests`."
            )
        }
        return try await ProcessRunner.run(
            program,
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--disable-extensions", "--no-first-run", "--enable-logging=stderr",
                "--allow-file-access-from-files", "--virtual-time-budget=5000",
                "--user-data-dir=\(folder.file("browser"))", "--window-size=1400,1000",
            ] + options + ["file://\(page)"],
            environment: ProcessRunner.plainEnvironment.merging(["HOME": folder.path]) { $1 },
            timeoutSeconds: 120
        ).requireSuccess("chromium")
    }

    private static func frameText(_ page: String, width: Int) -> String {
        """
        <!DOCTYPE html><meta charset="utf-8"><link rel="icon" href="data:,">
        <iframe id="page" style="width:\(width)px;height:2000px;border:0"></iframe>
        <pre id="look"></pre>
        <script>
        const frame = document.getElementById("page");
        frame.onload = () => {
            const inside = frame.contentDocument;
            if (inside.location.href === "about:blank") return;
            const root = inside.documentElement;
            const plots = [...inside.querySelectorAll("figure.plot")].map(figure => {
                const svg = figure.querySelector("svg");
                const area = svg.getBoundingClientRect();
                const marks = [...svg.querySelectorAll(".mark")].map(m => m.getBBox());
                const span = (from, to) => marks.length
                    ? Math.max(...marks.map(to)) - Math.min(...marks.map(from)) : 0;
                return {
                    title: figure.querySelector("strong").textContent,
                    marks: marks.length,
                    emptyMarks: marks.filter(m => m.width === 0 && m.height === 0).length,
                    markWidth: span(m => m.x, m => m.x + m.width),
                    markHeight: span(m => m.y, m => m.y + m.height),
                    lostTexts: [...svg.querySelectorAll("text")].filter(t => {
                        const box = t.getBoundingClientRect();
                        return box.left < area.left - 1 || box.right > area.right + 1
                            || box.top < area.top - 1 || box.bottom > area.bottom + 1;
                    }).map(t => t.textContent)
                };
            });
            const look = {
                width: frame.contentWindow.innerWidth,
                scrollWidth: root.scrollWidth,
                title: inside.title,
                text: inside.body.textContent,
                scripts: inside.querySelectorAll("script").length,
                images: inside.querySelectorAll("img, iframe, object, embed").length,
                plots: plots
            };
            const bytes = new TextEncoder().encode(JSON.stringify(look));
            document.getElementById("look").textContent =
                btoa(Array.from(bytes, b => String.fromCharCode(b)).join(""));
        };
        frame.src = "file://\(page)";
        </script>
        """
    }
}
