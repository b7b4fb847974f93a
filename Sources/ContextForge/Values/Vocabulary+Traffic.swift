import Rows

extension Vocabulary {
    /// Clients that call the gateway; the weights are in ``userAgentChoice``.
    package static let userAgents = WordList(
        """
        python-httpx/0.27.2
        python-httpx/0.28.1
        mcp-python-sdk/1.9.4
        mcp-typescript-sdk/1.12.1
        node-fetch/3.3.2
        axios/1.7.9
        okhttp/4.12.0
        Go-http-client/2.0
        curl/8.5.0
        Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36
        Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36
        Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0
        Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0
        Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15
        Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1
        Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36
        python-requests/2.32.3
        aiohttp/3.11.10
        PostmanRuntime/7.43.0
        k6/0.55.0 (https://k6.io/)
        Apache-HttpClient/5.4.1 (Java/21.0.5)
        kube-probe/1.31
        """
    )

    /// Weights of ``userAgents``.
    package static let userAgentChoice = WeightedChoice([
        180, 150, 110, 120, 40, 45, 25, 50, 30, 70, 45, 12, 18, 22, 8, 6, 30, 25, 6, 4, 10, 4,
    ])
}
