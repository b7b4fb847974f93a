extension GatewaySchema {
    /// Gateways, tools, resources, prompts, servers and agents, and what belongs to them.
    static let registry = """
        TABLE a2a_agent_plugin_bindings
            id VARCHAR(36) NOT NULL
            team_id VARCHAR(36) NOT NULL
            agent_name VARCHAR(255) NOT NULL
            plugin_id VARCHAR(64) NOT NULL
            mode VARCHAR(20) DEFAULT 'enforce' NOT NULL
            priority INTEGER DEFAULT 50 NOT NULL
            config JSON DEFAULT '{}' NOT NULL
            binding_reference_id VARCHAR(255)
            on_error VARCHAR(10)
            created_at DATETIME NOT NULL
            created_by VARCHAR(255) NOT NULL
            updated_at DATETIME NOT NULL
            updated_by VARCHAR(255) NOT NULL
            CONSTRAINT pk_a2a_agent_plugin_bindings PRIMARY KEY (id)
            CONSTRAINT uq_a2a_agent_plugin_binding UNIQUE (team_id, agent_name, plugin_id)
            CONSTRAINT fk_a2a_agent_plugin_bindings_team_id FOREIGN KEY (team_id) REFERENCES email_teams (id) ON DELETE CASCADE
            CONSTRAINT ck_a2a_agent_plugin_bindings_ck_a2a_agent_plugin_bindings_on_error_valid CHECK (on_error IN ('fail', 'ignore', 'disable') OR on_error IS NULL) -- sqlite
            CONSTRAINT ck_a2a_agent_plugin_bindings_ck_a2a_agent_plugin_bindin_b6ca CHECK (on_error IN ('fail', 'ignore', 'disable') OR on_error IS NULL) -- postgresql
            INDEX ix_a2a_agent_plugin_bindings_team_id (team_id)
            INDEX ix_a2a_agent_plugin_bindings_agent_name (agent_name)
            INDEX ix_a2a_agent_plugin_bindings_binding_reference_id (binding_reference_id)

        TABLE gateways
            id VARCHAR(36) NOT NULL
            name VARCHAR NOT NULL
            slug VARCHAR NOT NULL
            url VARCHAR NOT NULL
            description VARCHAR
            transport VARCHAR NOT NULL
            capabilities JSON NOT NULL
            created_at DATETIME NOT NULL
            updated_at DATETIME NOT NULL
            enabled BOOLEAN NOT NULL
            last_seen TIMESTAMP
            auth_type VARCHAR
            auth_value JSON
            reachable BOOLEAN DEFAULT 1 NOT NULL
            passthrough_headers JSON
            tags JSONB DEFAULT '[]'
            created_by VARCHAR(255)
            created_from_ip VARCHAR(45)
            created_via VARCHAR(100)
            created_user_agent TEXT
            modified_by VARCHAR(255)
            modified_from_ip VARCHAR(45)
            modified_via VARCHAR(100)
            modified_user_agent TEXT
            import_batch_id VARCHAR(36)
            federation_source VARCHAR(255)
            version INTEGER DEFAULT '1' NOT NULL
            oauth_config JSON
            team_id VARCHAR(36)
            owner_email VARCHAR(255)
            visibility VARCHAR(20) DEFAULT 'private' NOT NULL
            ca_certificate TEXT
            ca_certificate_sig VARCHAR(64)
            signing_algorithm VARCHAR(20)
            refresh_interval_seconds INTEGER
            last_refresh_at DATETIME
            auth_query_params JSON
            gateway_mode VARCHAR(20) DEFAULT 'cache' NOT NULL
            client_cert TEXT
            client_key TEXT
            identity_propagation JSON
            status VARCHAR(20) DEFAULT 'active' NOT NULL -- since 1.0.4
            status_message TEXT -- since 1.0.4
            registration_attempts INTEGER DEFAULT '0' NOT NULL -- since 1.0.4
            next_retry_at DATETIME -- since 1.0.4
            last_error TEXT -- since 1.0.4
            lifecycle_claimed_by VARCHAR(64) -- since 1.0.4
            lifecycle_claimed_at DATETIME -- since 1.0.4
            lifecycle_claim_expires_at DATETIME -- since 1.0.4
            add_headers JSON -- since 1.0.7
            remove_headers JSON -- since 1.0.7
            CONSTRAINT pk_gateways PRIMARY KEY (id)
            CONSTRAINT uq_gateways_slug UNIQUE (slug) -- until 1.0.4
            CONSTRAINT uq_gateways_url UNIQUE (url) -- until 1.0.4
            INDEX idx_gateways_created_at (created_at)
            INDEX idx_gateways_tags (tags)
            INDEX idx_gateways_team_visibility (team_id, visibility)
            INDEX idx_gateways_owner_visibility (owner_email, visibility)
            INDEX idx_gateways_created_at_id (created_at, id)
            INDEX idx_gateways_team_id_created_at (team_id, created_at)
            INDEX idx_gateways_team_id (team_id)
            INDEX idx_gateways_team_visibility_active_created (team_id, visibility, enabled, created_at)
            INDEX idx_gateways_visibility_active_created (visibility, enabled, created_at)
            INDEX idx_gateways_status_next_retry_at (status, next_retry_at) -- since 1.0.4
            INDEX idx_gateways_lifecycle_claim (status, next_retry_at, lifecycle_claim_expires_at) -- since 1.0.4
            COMMENT oauth_config 'OAuth 2.0 configuration including grant_type, client_id, encrypted client_secret, URLs, and scopes' -- postgresql
            COMMENT refresh_interval_seconds 'Per-gateway refresh interval in seconds; NULL uses global default' -- postgresql
            COMMENT last_refresh_at 'Timestamp of the last successful tools/resources/prompts refresh' -- postgresql
            COMMENT auth_query_params 'Encrypted query parameters for authentication' -- postgresql
            COMMENT gateway_mode 'Gateway mode: ''cache'' (database caching) or ''direct_proxy'' (pass-through mode)' -- postgresql
            COMMENT identity_propagation 'Per-gateway identity propagation config overrides' -- postgresql

        TABLE grpc_services
            id VARCHAR(36) NOT NULL
            name VARCHAR(255) NOT NULL
            slug VARCHAR(255) NOT NULL
            description TEXT
            target VARCHAR(767) NOT NULL
            reflection_enabled BOOLEAN DEFAULT 1 NOT NULL
            tls_enabled BOOLEAN DEFAULT 0 NOT NULL
            tls_cert_path VARCHAR(767)
            tls_key_path VARCHAR(767)
            grpc_metadata JSON
            enabled BOOLEAN DEFAULT 1 NOT NULL
            reachable BOOLEAN DEFAULT 0 NOT NULL
            service_count INTEGER DEFAULT 0 NOT NULL
            method_count INTEGER DEFAULT 0 NOT NULL
            discovered_services JSON
            last_reflection DATETIME
            tags JSON
            created_at DATETIME NOT NULL
            updated_at DATETIME NOT NULL
            created_by VARCHAR(255)
            created_from_ip VARCHAR(45)
            created_via VARCHAR(100)
            created_user_agent TEXT
            modified_by VARCHAR(255)
            modified_from_ip VARCHAR(45)
            modified_via VARCHAR(100)
            modified_user_agent TEXT
            import_batch_id VARCHAR(36)
            federation_source VARCHAR(255)
            version INTEGER DEFAULT 1 NOT NULL
            team_id VARCHAR(36)
            owner_email VARCHAR(255)
            visibility VARCHAR(20) DEFAULT 'public' NOT NULL
            CONSTRAINT pk_grpc_services PRIMARY KEY (id)
            CONSTRAINT fk_grpc_services_team_id FOREIGN KEY (team_id) REFERENCES email_teams (id) ON DELETE SET NULL
            UNIQUE INDEX idx_grpc_services_name (name)
            UNIQUE INDEX idx_grpc_services_slug (slug)
            INDEX idx_grpc_services_team_id (team_id)

        TABLE prompts
            id VARCHAR(36) NOT NULL
            name VARCHAR(255) NOT NULL
            description TEXT
            template TEXT
            argument_schema JSON
            created_at DATETIME
            updated_at DATETIME
            enabled BOOLEAN
            tags JSON NOT NULL
            created_by VARCHAR(255)
            created_from_ip VARCHAR(45)
            created_via VARCHAR(100)
            created_user_agent TEXT
            modified_by VARCHAR(255)
            modified_from_ip VARCHAR(45)
            modified_via VARCHAR(100)
            modified_user_agent TEXT
            import_batch_id VARCHAR(36)
            federation_source VARCHAR(255)
            version INTEGER DEFAULT '1' NOT NULL
            gateway_id VARCHAR(36)
            team_id VARCHAR(36)
            owner_email VARCHAR(255)
            visibility VARCHAR(20) DEFAULT 'public' NOT NULL
            original_name VARCHAR(255) NOT NULL
            custom_name VARCHAR(255) NOT NULL
            custom_name_slug VARCHAR(255) NOT NULL
            display_name VARCHAR(255)
            title VARCHAR(255)
            CONSTRAINT pk_prompts PRIMARY KEY (id)
            CONSTRAINT uq_gateway_id__original_name_prompt UNIQUE (gateway_id, original_name)
            CONSTRAINT uq_team_owner_gateway_name_prompt UNIQUE (team_id, owner_email, gateway_id, name)
            INDEX idx_prompts_team_visibility_active_created (team_id, visibility, enabled, created_at)
            INDEX idx_prompts_team_id (team_id)
            INDEX idx_prompts_visibility_active_created (visibility, enabled, created_at)
            INDEX idx_prompts_gateway_id (gateway_id)
            INDEX idx_prompts_created_at_id (created_at, id)
            UNIQUE INDEX uq_team_owner_name_prompt_local (team_id, owner_email, name) WHERE gateway_id IS NULL

        TABLE resources
            id VARCHAR(36) NOT NULL
            uri VARCHAR(767) NOT NULL
            name VARCHAR(255) NOT NULL
            description TEXT
            mime_type VARCHAR(255)
            size INTEGER
            uri_template TEXT
            created_at DATETIME
            updated_at DATETIME
            enabled BOOLEAN
            tags JSON NOT NULL
            text_content TEXT
            binary_content BLOB
            created_by VARCHAR(255)
            created_from_ip VARCHAR(45)
            created_via VARCHAR(100)
            created_user_agent TEXT
            modified_by VARCHAR(255)
            modified_from_ip VARCHAR(45)
            modified_via VARCHAR(100)
            modified_user_agent TEXT
            import_batch_id VARCHAR(36)
            federation_source VARCHAR(255)
            version INTEGER DEFAULT '1' NOT NULL
            gateway_id VARCHAR(36)
            team_id VARCHAR(36)
            owner_email VARCHAR(255)
            visibility VARCHAR(20) DEFAULT 'public' NOT NULL
            title VARCHAR(255)
            extension_metadata JSON -- since 1.0.6
            original_name TEXT -- since 1.1.0
            custom_name_slug TEXT -- since 1.1.0
            CONSTRAINT pk_resources PRIMARY KEY (id)
            CONSTRAINT uq_team_owner_gateway_uri_resource UNIQUE (team_id, owner_email, gateway_id, uri)
            INDEX idx_resources_gateway_id (gateway_id)
            INDEX idx_resources_team_visibility_active_created (team_id, visibility, enabled, created_at)
            INDEX idx_resources_created_at_id (created_at, id)
            INDEX idx_resources_team_id (team_id)
            INDEX idx_resources_visibility_active_created (visibility, enabled, created_at)
            UNIQUE INDEX uq_team_owner_uri_resource_local (team_id, owner_email, uri) WHERE gateway_id IS NULL

        TABLE resource_subscriptions
            id INTEGER NOT NULL
            resource_id VARCHAR(36) NOT NULL
            subscriber_id VARCHAR(255) NOT NULL
            created_at DATETIME
            last_notification DATETIME
            CONSTRAINT pk_resource_subscriptions_tmp PRIMARY KEY (id)
            CONSTRAINT fk_resource_subscriptions_resource_id FOREIGN KEY (resource_id) REFERENCES resources (id)
            SEQUENCE RENAME TO resource_subscriptions_tmp_id_seq -- postgresql
            INDEX idx_resource_subscriptions_resource_id (resource_id)

        TABLE servers
            id VARCHAR(36) NOT NULL
            name VARCHAR NOT NULL
            description VARCHAR
            icon VARCHAR
            created_at DATETIME NOT NULL
            updated_at DATETIME NOT NULL
            enabled BOOLEAN NOT NULL
            tags JSONB DEFAULT '[]'
            created_by VARCHAR(255)
            created_from_ip VARCHAR(45)
            created_via VARCHAR(100)
            created_user_agent TEXT
            modified_by VARCHAR(255)
            modified_from_ip VARCHAR(45)
            modified_via VARCHAR(100)
            modified_user_agent TEXT
            import_batch_id VARCHAR(36)
            federation_source VARCHAR(255)
            version INTEGER DEFAULT '1' NOT NULL
            team_id VARCHAR(36)
            owner_email VARCHAR(255)
            visibility VARCHAR(20) DEFAULT 'private' NOT NULL
            oauth_enabled BOOLEAN DEFAULT 0 NOT NULL
            oauth_config JSON
            CONSTRAINT pk_servers PRIMARY KEY (id)
            CONSTRAINT uq_servers_name UNIQUE (name) -- until 1.0.4
            INDEX idx_servers_tags (tags)
            INDEX idx_servers_team_visibility (team_id, visibility)
            INDEX idx_servers_created_at (created_at)
            INDEX idx_servers_owner_visibility (owner_email, visibility)
            INDEX idx_servers_created_at_id (created_at, id)
            INDEX idx_servers_team_id_created_at (team_id, created_at)
            INDEX idx_servers_team_id (team_id)
            INDEX idx_servers_team_visibility_active_created (team_id, visibility, enabled, created_at)
            INDEX idx_servers_visibility_active_created (visibility, enabled, created_at)

        TABLE server_interfaces
            id VARCHAR(36) NOT NULL
            server_id VARCHAR(36) NOT NULL
            protocol VARCHAR NOT NULL
            binding VARCHAR NOT NULL
            version VARCHAR
            tenant VARCHAR
            enabled BOOLEAN DEFAULT 1 NOT NULL
            config JSON
            created_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL
            updated_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL
            CONSTRAINT pk_server_interfaces PRIMARY KEY (id)
            CONSTRAINT uq_server_interfaces_server_protocol_binding UNIQUE (server_id, protocol, binding)
            CONSTRAINT fk_server_interfaces_server_id FOREIGN KEY (server_id) REFERENCES servers (id) ON DELETE CASCADE
            INDEX ix_server_interfaces_server_id (server_id)

        TABLE server_prompt_association
            server_id VARCHAR(36) NOT NULL
            prompt_id VARCHAR(36) NOT NULL
            CONSTRAINT pk_server_prompt_assoc PRIMARY KEY (server_id, prompt_id)
            CONSTRAINT fk_server_prompt_association_prompt_id FOREIGN KEY (prompt_id) REFERENCES prompts (id) ON DELETE CASCADE
            CONSTRAINT fk_server_prompt_association_server_id FOREIGN KEY (server_id) REFERENCES servers (id) ON DELETE CASCADE
            INDEX idx_server_prompt_association_prompt_id (prompt_id)
            INDEX idx_server_prompt_association_server_id (server_id)

        TABLE server_resource_association
            server_id VARCHAR(36) NOT NULL
            resource_id VARCHAR(36) NOT NULL
            CONSTRAINT pk_server_resource_assoc PRIMARY KEY (server_id, resource_id)
            CONSTRAINT fk_server_resource_association_resource_id FOREIGN KEY (resource_id) REFERENCES resources (id) ON DELETE CASCADE
            CONSTRAINT fk_server_resource_association_server_id FOREIGN KEY (server_id) REFERENCES servers (id) ON DELETE CASCADE
            INDEX idx_server_resource_association_resource_id (resource_id)
            INDEX idx_server_resource_association_server_id (server_id)

        TABLE tool_plugin_bindings
            id VARCHAR(36) NOT NULL
            team_id VARCHAR(36) NOT NULL
            tool_name VARCHAR(255) NOT NULL
            plugin_id VARCHAR(64) NOT NULL
            mode VARCHAR(20) DEFAULT 'enforce' NOT NULL
            priority INTEGER DEFAULT '50' NOT NULL
            config JSON DEFAULT '{}' NOT NULL
            created_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL
            created_by VARCHAR(255) NOT NULL
            updated_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL
            updated_by VARCHAR(255) NOT NULL
            binding_reference_id VARCHAR(255)
            on_error VARCHAR(10)
            CONSTRAINT pk_tool_plugin_bindings PRIMARY KEY (id)
            CONSTRAINT uq_tool_plugin_binding UNIQUE (team_id, tool_name, plugin_id)
            CONSTRAINT fk_tool_plugin_bindings_team_id FOREIGN KEY (team_id) REFERENCES email_teams (id) ON DELETE CASCADE
            CONSTRAINT ck_tool_plugin_bindings_ck_tool_plugin_bindings_on_error_valid CHECK (on_error IN ('fail', 'ignore', 'disable') OR on_error IS NULL) -- postgresql
            INDEX ix_tool_plugin_bindings_team_id (team_id)
            INDEX ix_tool_plugin_bindings_tool_name (tool_name)
            INDEX ix_tool_plugin_bindings_binding_reference_id (binding_reference_id)

        TABLE toolops_test_cases
            tool_id VARCHAR(255) NOT NULL
            test_cases JSON
            run_status VARCHAR(255)
            CONSTRAINT pk_toolops_test_cases PRIMARY KEY (tool_id)

        TABLE tools
            id VARCHAR(36) NOT NULL
            original_name VARCHAR NOT NULL
            custom_name_slug VARCHAR NOT NULL
            url VARCHAR
            description VARCHAR
            integration_type VARCHAR NOT NULL
            request_type VARCHAR NOT NULL
            headers JSON
            input_schema JSON NOT NULL
            created_at DATETIME NOT NULL
            updated_at DATETIME NOT NULL
            enabled BOOLEAN NOT NULL
            jsonpath_filter VARCHAR NOT NULL
            auth_type VARCHAR
            auth_value VARCHAR
            gateway_id VARCHAR(36)
            name VARCHAR
            annotations JSON
            reachable BOOLEAN DEFAULT 1 NOT NULL
            tags JSONB DEFAULT '[]'
            created_by VARCHAR(255)
            created_from_ip VARCHAR(45)
            created_via VARCHAR(100)
            created_user_agent TEXT
            modified_by VARCHAR(255)
            modified_from_ip VARCHAR(45)
            modified_via VARCHAR(100)
            modified_user_agent TEXT
            import_batch_id VARCHAR(36)
            federation_source VARCHAR(255)
            version INTEGER DEFAULT '1' NOT NULL
            custom_name VARCHAR(255)
            display_name VARCHAR(255)
            team_id VARCHAR(36)
            owner_email VARCHAR(255)
            visibility VARCHAR(20) DEFAULT 'private' NOT NULL
            output_schema JSON
            base_url VARCHAR
            path_template VARCHAR
            query_mapping JSON
            header_mapping JSON
            timeout_ms INTEGER
            expose_passthrough BOOLEAN DEFAULT '1' NOT NULL
            allowlist JSON
            plugin_chain_pre JSON
            plugin_chain_post JSON
            original_description TEXT
            title VARCHAR(255)
            grpc_service_id VARCHAR(36)
            deprecated BOOLEAN DEFAULT 0 NOT NULL
            extension_metadata JSON -- since 1.0.6
            CONSTRAINT pk_tools PRIMARY KEY (id)
            CONSTRAINT uq_gateway_id__original_name UNIQUE (gateway_id, original_name)
            CONSTRAINT uq_tools_name UNIQUE (name) -- until 1.0.4
            CONSTRAINT fk_tools_gateway_id FOREIGN KEY (gateway_id) REFERENCES gateways (id)
            CONSTRAINT fk_tools_grpc_service_id FOREIGN KEY (grpc_service_id) REFERENCES grpc_services (id) ON DELETE CASCADE -- postgresql
            INDEX idx_tools_tags (tags)
            INDEX idx_tools_created_at (created_at)
            INDEX idx_tools_team_visibility (team_id, visibility)
            INDEX idx_tools_owner_visibility (owner_email, visibility)
            INDEX idx_tools_created_at_id (created_at, id)
            INDEX idx_tools_team_id_created_at (team_id, created_at)
            INDEX idx_tools_gateway_id (gateway_id)
            INDEX idx_tools_team_id (team_id)
            INDEX idx_tools_team_visibility_active_created (team_id, visibility, enabled, created_at)
            INDEX idx_tools_visibility_active_created (visibility, enabled, created_at)

        TABLE a2a_agents
            id VARCHAR(36) NOT NULL
            name VARCHAR(255) NOT NULL
            slug VARCHAR(255) NOT NULL
            description TEXT
            endpoint_url VARCHAR(767) NOT NULL
            agent_type VARCHAR(50) DEFAULT 'generic' NOT NULL
            protocol_version VARCHAR(10) DEFAULT '1.0' NOT NULL
            capabilities JSON
            config JSON
            auth_type VARCHAR(50)
            auth_value TEXT
            enabled BOOLEAN DEFAULT '1'
            reachable BOOLEAN DEFAULT '1'
            created_at DATETIME NOT NULL
            updated_at DATETIME NOT NULL
            last_interaction DATETIME
            tags JSON
            created_by VARCHAR(255)
            created_from_ip VARCHAR(45)
            created_via VARCHAR(100)
            created_user_agent TEXT
            modified_by VARCHAR(255)
            modified_from_ip VARCHAR(45)
            modified_via VARCHAR(100)
            modified_user_agent TEXT
            import_batch_id VARCHAR(36)
            federation_source VARCHAR(255)
            version INTEGER DEFAULT '1' NOT NULL
            team_id VARCHAR(36)
            owner_email VARCHAR(255)
            visibility VARCHAR(20) DEFAULT 'private' NOT NULL
            oauth_config JSON
            passthrough_headers JSON
            tool_id VARCHAR(36)
            auth_query_params JSON
            tenant VARCHAR(255)
            icon_url VARCHAR(767)
            uaid VARCHAR(2048)
            uaid_registry VARCHAR(255)
            uaid_proto VARCHAR(50)
            uaid_native_id VARCHAR(767)
            PRIMARY KEY (id) -- sqlite
            CONSTRAINT a2a_agents_tmp_nounique_pkey PRIMARY KEY (id) -- postgresql
            CONSTRAINT uq_team_owner_slug_a2a_agents UNIQUE (team_id, owner_email, slug)
            CONSTRAINT fk_a2a_agents_tool_id FOREIGN KEY (tool_id) REFERENCES tools (id) ON DELETE SET NULL
            INDEX idx_a2a_agents_team_visibility_active_created (team_id, visibility, enabled, created_at)
            INDEX idx_a2a_agents_team_visibility (team_id, visibility)
            INDEX idx_a2a_agents_slug (slug)
            INDEX idx_a2a_agents_visibility (visibility)
            INDEX idx_a2a_agents_team_id (team_id)
            INDEX idx_a2a_agents_slug_visibility (slug, visibility)
            INDEX idx_a2a_agents_created_at_id (created_at, id)
            INDEX idx_a2a_agents_name (name)
            INDEX idx_a2a_agents_enabled (enabled)
            INDEX idx_a2a_agents_visibility_active_created (visibility, enabled, created_at)
            INDEX idx_a2a_agents_owner_visibility (owner_email, visibility)
            INDEX idx_a2a_agents_tool_id (tool_id)
            UNIQUE INDEX ix_a2a_agents_uaid (uaid)
            COMMENT oauth_config 'OAuth 2.0 configuration including grant_type, client_id, encrypted client_secret, URLs, and scopes' -- postgresql
            COMMENT passthrough_headers 'List of headers allowed to be passed through to the agent' -- postgresql
            COMMENT auth_query_params 'Encrypted query parameters for authentication' -- postgresql
            COMMENT uaid 'Full UAID string for UAID-based agents (max 2048 chars)' -- postgresql
            COMMENT uaid_registry 'Registry name extracted from UAID' -- postgresql
            COMMENT uaid_proto 'Protocol from UAID (a2a, mcp, rest, grpc)' -- postgresql
            COMMENT uaid_native_id 'Native endpoint URL for cross-gateway routing' -- postgresql

        TABLE server_a2a_association
            server_id VARCHAR(36) NOT NULL
            a2a_agent_id VARCHAR(36) NOT NULL
            CONSTRAINT pk_server_a2a_association PRIMARY KEY (server_id, a2a_agent_id)
            CONSTRAINT fk_server_a2a_association_a2a_agent_id FOREIGN KEY (a2a_agent_id) REFERENCES a2a_agents (id)
            CONSTRAINT fk_server_a2a_association_server_id FOREIGN KEY (server_id) REFERENCES servers (id)
            INDEX idx_server_a2a_association_server_id (server_id)
            INDEX idx_server_a2a_association_a2a_agent_id (a2a_agent_id)

        TABLE server_tool_association
            server_id VARCHAR NOT NULL
            tool_id VARCHAR NOT NULL
            CONSTRAINT pk_server_tool_association PRIMARY KEY (server_id, tool_id)
            CONSTRAINT fk_server_tool_association_server_id FOREIGN KEY (server_id) REFERENCES servers (id) ON DELETE CASCADE
            CONSTRAINT fk_server_tool_association_tool_id FOREIGN KEY (tool_id) REFERENCES tools (id) ON DELETE CASCADE
            INDEX idx_server_tool_association_server_id (server_id)
            INDEX idx_server_tool_association_tool_id (tool_id)
        """
}
