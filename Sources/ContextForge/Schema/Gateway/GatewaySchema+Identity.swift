extension GatewaySchema {
    /// Users, teams, roles and tokens.
    static let identity = """
        TABLE email_api_tokens
            id VARCHAR(36) NOT NULL
            user_email VARCHAR(255) NOT NULL
            name VARCHAR(255) NOT NULL
            jti VARCHAR(36) NOT NULL
            token_hash VARCHAR(255) NOT NULL
            server_id VARCHAR(36)
            resource_scopes JSON
            ip_restrictions JSON
            time_restrictions JSON
            usage_limits JSON
            created_at DATETIME DEFAULT (CURRENT_TIMESTAMP) NOT NULL
            expires_at DATETIME
            last_used DATETIME
            is_active BOOLEAN DEFAULT 1 NOT NULL
            description TEXT
            tags JSON
            team_id VARCHAR(36)
            CONSTRAINT pk_email_api_tokens PRIMARY KEY (id)
            CONSTRAINT uq_email_api_tokens_jti UNIQUE (jti)
            CONSTRAINT uq_email_api_tokens_user_name_team UNIQUE (user_email, name, team_id)
            INDEX idx_email_api_tokens_server_id (server_id)
            INDEX idx_email_api_tokens_is_active (is_active)
            INDEX idx_email_api_tokens_team_active_created (team_id, is_active, created_at)
            INDEX idx_email_api_tokens_expires_at (expires_at)
            INDEX idx_email_api_tokens_user_active_created (user_email, is_active, created_at)
            INDEX idx_email_api_tokens_user_email_created_at (user_email, created_at)
            INDEX idx_email_api_tokens_user_email (user_email)
            INDEX idx_email_api_tokens_team_id (team_id)
            INDEX idx_email_api_tokens_created_at_id (created_at, id)
            INDEX idx_email_api_tokens_last_used (last_used)
            UNIQUE INDEX uq_email_api_tokens_user_name_global (user_email, name) WHERE team_id IS NULL
            COMMENT id 'Unique token ID' -- postgresql
            COMMENT user_email 'Owner email address' -- postgresql
            COMMENT name 'Human-readable token name' -- postgresql
            COMMENT jti 'JWT ID for revocation tracking' -- postgresql
            COMMENT token_hash 'Hashed token value' -- postgresql
            COMMENT server_id 'Limited to specific server (NULL = global)' -- postgresql
            COMMENT resource_scopes 'JSON array of resource permissions' -- postgresql
            COMMENT ip_restrictions 'JSON array of allowed IP addresses/CIDR' -- postgresql
            COMMENT time_restrictions 'JSON object of time-based restrictions' -- postgresql
            COMMENT usage_limits 'JSON object of usage limits' -- postgresql
            COMMENT created_at 'Token creation timestamp' -- postgresql
            COMMENT expires_at 'Token expiry timestamp' -- postgresql
            COMMENT last_used 'Last usage timestamp' -- postgresql
            COMMENT is_active 'Active status flag' -- postgresql
            COMMENT description 'Token description' -- postgresql
            COMMENT tags 'JSON array of tags' -- postgresql

        TABLE email_auth_events
            id INTEGER NOT NULL
            timestamp DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL
            user_email VARCHAR(255)
            event_type VARCHAR(50) NOT NULL
            success BOOLEAN NOT NULL
            ip_address VARCHAR(45)
            user_agent TEXT
            failure_reason VARCHAR(255)
            details TEXT
            CONSTRAINT pk_email_auth_events PRIMARY KEY (id)
            INDEX idx_email_auth_events_timestamp (timestamp)
            INDEX idx_email_auth_events_timestamp_id (timestamp, id)
            INDEX idx_email_auth_events_user_email (user_email)
            INDEX idx_email_auth_events_user_email_timestamp (user_email, timestamp)
            INDEX idx_email_auth_events_user_type_time (user_email, event_type, timestamp)
            INDEX idx_email_auth_events_event_type (event_type)
            INDEX idx_email_auth_events_success (success)
            INDEX idx_email_auth_events_ip_address (ip_address)
            INDEX idx_email_auth_events_success_time (success, timestamp)
            INDEX idx_email_auth_events_ip_time (ip_address, timestamp)
            INDEX idx_email_auth_events_type_success_time (event_type, success, timestamp)

        TABLE email_team_invitations
            id VARCHAR(36) NOT NULL
            team_id VARCHAR(36) NOT NULL
            email VARCHAR(255) NOT NULL
            role VARCHAR(50) DEFAULT 'member' NOT NULL
            invited_by VARCHAR(255) NOT NULL
            invited_at DATETIME NOT NULL
            expires_at DATETIME NOT NULL
            token VARCHAR(500) NOT NULL
            is_active BOOLEAN DEFAULT 1 NOT NULL
            CONSTRAINT pk_email_team_invitations PRIMARY KEY (id)
            CONSTRAINT uq_email_team_invitations_token UNIQUE (token)
            INDEX idx_email_team_invitations_team_id (team_id)
            INDEX idx_email_team_invitations_invited_by (invited_by)
            INDEX idx_email_team_invitations_team_active_created (team_id, is_active, invited_at)
            INDEX idx_email_team_invitations_email_active_created (email, is_active, invited_at)

        TABLE email_team_join_requests
            id VARCHAR(36) NOT NULL
            team_id VARCHAR(36) NOT NULL
            user_email VARCHAR(255) NOT NULL
            message TEXT
            status VARCHAR(20) DEFAULT 'pending' NOT NULL
            requested_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL
            expires_at DATETIME NOT NULL
            reviewed_at DATETIME
            reviewed_by VARCHAR(255)
            notes TEXT
            CONSTRAINT pk_email_team_join_requests PRIMARY KEY (id)
            CONSTRAINT uq_team_join_request UNIQUE (team_id, user_email)
            INDEX idx_email_team_join_requests_team_id (team_id)
            INDEX idx_email_team_join_requests_user_email (user_email)
            INDEX idx_email_team_join_requests_reviewed_by (reviewed_by)
            INDEX idx_email_team_join_requests_team_status_time (team_id, status, requested_at)
            INDEX idx_email_team_join_requests_user_status_time (user_email, status, requested_at)

        TABLE email_team_members
            id VARCHAR(36) NOT NULL
            team_id VARCHAR(36) NOT NULL
            user_email VARCHAR(255) NOT NULL
            role VARCHAR(50) DEFAULT 'member' NOT NULL
            joined_at DATETIME NOT NULL
            invited_by VARCHAR(255)
            is_active BOOLEAN DEFAULT 1 NOT NULL
            grant_source VARCHAR(50)
            CONSTRAINT pk_email_team_members PRIMARY KEY (id)
            CONSTRAINT uq_team_member UNIQUE (team_id, user_email)
            INDEX idx_email_team_members_team_id (team_id)
            INDEX idx_email_team_members_user_email (user_email)
            INDEX idx_email_team_members_invited_by (invited_by)
            INDEX idx_email_team_members_user_team_active (user_email, team_id, is_active)
            INDEX idx_email_team_members_team_role_active (team_id, role, is_active)
            INDEX idx_email_team_members_team_active_count (team_id, is_active) -- sqlite
            INDEX idx_email_team_members_team_active_partial (team_id) WHERE is_active = true -- postgresql

        TABLE email_teams
            id VARCHAR(36) NOT NULL
            name VARCHAR(255) NOT NULL
            slug VARCHAR(255) NOT NULL
            description TEXT
            created_by VARCHAR(255) NOT NULL
            is_personal BOOLEAN DEFAULT 0 NOT NULL
            visibility VARCHAR(20) DEFAULT 'private' NOT NULL
            max_members INTEGER
            created_at DATETIME NOT NULL
            updated_at DATETIME NOT NULL
            is_active BOOLEAN DEFAULT 1 NOT NULL
            CONSTRAINT pk_email_teams PRIMARY KEY (id)
            CONSTRAINT uq_email_teams_slug UNIQUE (slug)
            CONSTRAINT ck_email_teams_ck_email_teams_visibility CHECK (visibility IN ('private', 'public'))
            INDEX idx_email_teams_created_at_id (created_at, id)
            INDEX idx_email_teams_created_by (created_by)
            INDEX idx_email_teams_visibility_active_created (visibility, is_active, created_at)
            INDEX idx_email_teams_creator_personal_active (created_by, is_personal, is_active)
            INDEX ix_email_teams_name_id (name, id)

        TABLE email_users
            email VARCHAR(255) NOT NULL
            password_hash VARCHAR(255) NOT NULL -- until 1.0.10
            password_hash VARCHAR(255) -- since 1.0.11
            full_name VARCHAR(255)
            is_admin BOOLEAN DEFAULT 0 NOT NULL
            is_active BOOLEAN DEFAULT 1 NOT NULL
            email_verified_at DATETIME
            auth_provider VARCHAR(50) DEFAULT 'local' NOT NULL
            password_hash_type VARCHAR(20) DEFAULT 'argon2id' NOT NULL
            failed_login_attempts INTEGER DEFAULT 0 NOT NULL
            locked_until DATETIME
            created_at DATETIME DEFAULT (CURRENT_TIMESTAMP) NOT NULL
            updated_at DATETIME DEFAULT (CURRENT_TIMESTAMP) NOT NULL
            last_login DATETIME
            password_change_required BOOLEAN DEFAULT 'false' NOT NULL
            password_changed_at DATETIME
            admin_origin VARCHAR(20)
            id VARCHAR(36) NOT NULL
            CONSTRAINT pk_email_users PRIMARY KEY (id)
            CONSTRAINT uq_email_users_email UNIQUE (email)
            INDEX ix_email_users_full_name (full_name)
            INDEX idx_email_users_created_at_email (created_at, email)
            INDEX idx_email_users_email (email)

        TABLE email_team_member_history
            id VARCHAR(36) NOT NULL
            team_member_id VARCHAR(36) NOT NULL
            team_id VARCHAR(36) NOT NULL
            user_email VARCHAR(255) NOT NULL
            role VARCHAR(50) DEFAULT 'member' NOT NULL
            action VARCHAR(50) NOT NULL
            action_by VARCHAR(255)
            action_timestamp DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL
            CONSTRAINT pk_email_team_member_history PRIMARY KEY (id)
            CONSTRAINT fk_email_team_member_history_action_by FOREIGN KEY (action_by) REFERENCES email_users (email)
            CONSTRAINT fk_email_team_member_history_team_id FOREIGN KEY (team_id) REFERENCES email_teams (id)
            CONSTRAINT fk_email_team_member_history_team_member_id FOREIGN KEY (team_member_id) REFERENCES email_team_members (id) -- sqlite
            CONSTRAINT fk_email_team_member_history_team_member_id FOREIGN KEY (team_member_id) REFERENCES email_team_members (id) ON DELETE CASCADE -- postgresql
            CONSTRAINT fk_email_team_member_history_user_email FOREIGN KEY (user_email) REFERENCES email_users (email)
            INDEX idx_email_team_member_history_team_member_id (team_member_id)
            INDEX idx_email_team_member_history_team_id (team_id)
            INDEX idx_email_team_member_history_user_email (user_email)
            INDEX idx_email_team_member_history_action_by (action_by)

        TABLE password_history
            id VARCHAR(36) NOT NULL
            user_email VARCHAR(255) NOT NULL
            password_hash TEXT NOT NULL
            changed_at DATETIME NOT NULL
            CONSTRAINT pk_password_history PRIMARY KEY (id)
            CONSTRAINT fk_password_history_user_email FOREIGN KEY (user_email) REFERENCES email_users (email) ON DELETE CASCADE
            INDEX ix_password_history_user_email (user_email)
            INDEX ix_password_history_user_email_changed_at (user_email, changed_at)

        TABLE password_reset_tokens
            id VARCHAR(36) NOT NULL
            user_email VARCHAR(255) NOT NULL
            token_hash VARCHAR(64) NOT NULL
            expires_at DATETIME NOT NULL
            used_at DATETIME
            created_at DATETIME NOT NULL
            ip_address VARCHAR(45)
            user_agent TEXT
            CONSTRAINT pk_password_reset_tokens PRIMARY KEY (id)
            CONSTRAINT uq_password_reset_tokens_token_hash UNIQUE (token_hash)
            CONSTRAINT fk_password_reset_tokens_user_email FOREIGN KEY (user_email) REFERENCES email_users (email) ON DELETE CASCADE
            INDEX ix_password_reset_tokens_user_email (user_email)
            UNIQUE INDEX ix_password_reset_tokens_token_hash (token_hash)
            INDEX ix_password_reset_tokens_expires_at (expires_at)

        TABLE pending_user_approvals
            id VARCHAR(36) NOT NULL
            email VARCHAR(255) NOT NULL
            full_name VARCHAR(255) NOT NULL
            auth_provider VARCHAR(50) NOT NULL
            sso_metadata JSON
            requested_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL
            expires_at DATETIME NOT NULL
            approved_by VARCHAR(255)
            approved_at DATETIME
            status VARCHAR(20) DEFAULT 'pending' NOT NULL
            rejection_reason TEXT
            admin_notes TEXT
            CONSTRAINT pk_pending_user_approvals PRIMARY KEY (id)
            CONSTRAINT uq_pending_user_approvals_email UNIQUE (email)
            INDEX idx_pending_user_approvals_email (email)
            INDEX idx_pending_user_approvals_approved_by (approved_by)

        TABLE permission_audit_log
            id INTEGER NOT NULL
            timestamp DATETIME NOT NULL
            user_email VARCHAR(255)
            permission VARCHAR(100) NOT NULL
            resource_type VARCHAR(50)
            resource_id VARCHAR(255)
            team_id VARCHAR(36)
            granted BOOLEAN NOT NULL
            roles_checked JSON
            ip_address VARCHAR(45)
            user_agent TEXT
            CONSTRAINT pk_permission_audit_log PRIMARY KEY (id)
            INDEX idx_permission_audit_log_user_email (user_email)
            INDEX idx_permission_audit_log_timestamp (timestamp)
            INDEX idx_permission_audit_log_permission (permission)
            INDEX idx_permission_audit_log_granted (granted)
            INDEX idx_permission_audit_log_resource_type (resource_type)
            INDEX idx_permission_audit_log_team_id (team_id)
            INDEX idx_permission_audit_log_user_time (user_email, timestamp)
            INDEX idx_permission_audit_log_resource_granted_time (resource_type, granted, timestamp)
            INDEX idx_permission_audit_log_team_time (team_id, timestamp)
            COMMENT 'Permission audit log for RBAC compliance' -- postgresql

        TABLE roles
            id VARCHAR(36) NOT NULL
            name VARCHAR(255) NOT NULL
            description TEXT
            scope VARCHAR(20) NOT NULL
            permissions JSON NOT NULL
            inherits_from VARCHAR(36)
            created_by VARCHAR(255) NOT NULL
            is_system_role BOOLEAN NOT NULL
            is_active BOOLEAN NOT NULL
            created_at DATETIME NOT NULL
            updated_at DATETIME NOT NULL
            CONSTRAINT pk_roles PRIMARY KEY (id)
            INDEX idx_roles_inherits_from (inherits_from)
            INDEX idx_roles_created_by (created_by)
            UNIQUE INDEX uq_roles_name_scope_active (name, scope) WHERE is_active = 1 -- since 1.0.7, sqlite
            UNIQUE INDEX uq_roles_name_scope_active (name, scope) WHERE is_active = true -- since 1.0.7, postgresql
            COMMENT 'Roles for RBAC permission system' -- postgresql

        TABLE sso_auth_sessions
            id VARCHAR(36) NOT NULL
            provider_id VARCHAR(50) NOT NULL
            state VARCHAR(128) NOT NULL
            code_verifier VARCHAR(128)
            nonce VARCHAR(128)
            redirect_uri VARCHAR(500) NOT NULL
            expires_at DATETIME NOT NULL
            user_email VARCHAR(255)
            created_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL
            CONSTRAINT pk_sso_auth_sessions PRIMARY KEY (id)
            CONSTRAINT uq_sso_auth_sessions_state UNIQUE (state)
            INDEX idx_sso_auth_sessions_provider_id (provider_id)
            INDEX idx_sso_auth_sessions_user_email (user_email)
            INDEX idx_sso_auth_sessions_provider_user_created (provider_id, user_email, created_at)

        TABLE sso_providers
            id VARCHAR(50) NOT NULL
            name VARCHAR(100) NOT NULL
            display_name VARCHAR(100) NOT NULL
            provider_type VARCHAR(20) NOT NULL
            is_enabled BOOLEAN DEFAULT 1 NOT NULL
            client_id VARCHAR(255) NOT NULL
            client_secret_encrypted TEXT NOT NULL
            authorization_url VARCHAR(500) NOT NULL
            token_url VARCHAR(500) NOT NULL
            userinfo_url VARCHAR(500) NOT NULL
            issuer VARCHAR(500)
            trusted_domains JSON
            scope VARCHAR(200) DEFAULT 'openid profile email' NOT NULL
            auto_create_users BOOLEAN DEFAULT 1 NOT NULL
            team_mapping JSON
            created_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL
            updated_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL
            provider_metadata JSONB DEFAULT '{}' NOT NULL
            jwks_uri VARCHAR(500)
            trusted_for_api_auth BOOLEAN DEFAULT 0 -- since 1.0.5
            api_audience VARCHAR(500) -- since 1.0.5
            CONSTRAINT pk_sso_providers PRIMARY KEY (id)
            CONSTRAINT uq_sso_providers_name UNIQUE (name)

        TABLE token_revocations
            jti VARCHAR(36) NOT NULL
            revoked_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL
            revoked_by VARCHAR(255) NOT NULL
            reason VARCHAR(255)
            token_expiry DATETIME
            last_activity DATETIME
            CONSTRAINT pk_token_revocations PRIMARY KEY (jti)
            INDEX idx_token_revocations_revoked_at (revoked_at)
            INDEX idx_token_revocations_revoked_by (revoked_by)
            INDEX idx_token_revocations_expiry_cleanup (token_expiry)
            COMMENT jti 'JWT ID of revoked token' -- postgresql
            COMMENT revoked_at 'Revocation timestamp' -- postgresql
            COMMENT revoked_by 'Email of user who revoked token' -- postgresql
            COMMENT reason 'Reason for revocation' -- postgresql

        TABLE token_usage_logs
            id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT -- sqlite
            id SERIAL NOT NULL -- postgresql
            token_jti VARCHAR(36) NOT NULL
            user_email VARCHAR(255) NOT NULL
            timestamp DATETIME NOT NULL -- sqlite
            timestamp DATETIME DEFAULT now() NOT NULL -- postgresql
            endpoint VARCHAR(255)
            method VARCHAR(10)
            ip_address VARCHAR(45)
            user_agent TEXT
            status_code INTEGER
            response_time_ms INTEGER
            blocked BOOLEAN NOT NULL -- sqlite
            blocked BOOLEAN DEFAULT false NOT NULL -- postgresql
            block_reason VARCHAR(255)
            CONSTRAINT pk_token_usage_logs PRIMARY KEY (id) -- postgresql
            SEQUENCE AS BIGINT -- postgresql
            INDEX idx_token_usage_logs_token_jti (token_jti)
            INDEX idx_token_usage_logs_user_email (user_email)
            INDEX idx_token_usage_logs_timestamp (timestamp)
            INDEX idx_token_usage_logs_token_jti_timestamp (token_jti, timestamp)
            INDEX idx_token_usage_logs_user_email_timestamp (user_email, timestamp)
            COMMENT id 'Auto-incrementing log ID' -- postgresql
            COMMENT token_jti 'Token JWT ID reference' -- postgresql
            COMMENT user_email 'Token owner''s email' -- postgresql
            COMMENT timestamp 'Request timestamp' -- postgresql
            COMMENT endpoint 'API endpoint accessed' -- postgresql
            COMMENT method 'HTTP method used' -- postgresql
            COMMENT ip_address 'Client IP address (IPv6 compatible)' -- postgresql
            COMMENT user_agent 'Client user agent' -- postgresql
            COMMENT status_code 'HTTP response status' -- postgresql
            COMMENT response_time_ms 'Response time in milliseconds' -- postgresql
            COMMENT blocked 'Whether request was blocked' -- postgresql
            COMMENT block_reason 'Reason for blocking if applicable' -- postgresql

        TABLE user_roles
            id VARCHAR(36) NOT NULL
            user_email VARCHAR(255) NOT NULL
            role_id VARCHAR(36) NOT NULL
            scope VARCHAR(20) NOT NULL
            scope_id VARCHAR(36)
            granted_by VARCHAR(255) NOT NULL
            granted_at DATETIME NOT NULL
            expires_at DATETIME
            is_active BOOLEAN NOT NULL
            migration_source VARCHAR(50)
            grant_source VARCHAR(50)
            CONSTRAINT pk_user_roles PRIMARY KEY (id)
            INDEX idx_user_roles_user_email (user_email)
            INDEX idx_user_roles_role_id (role_id)
            INDEX idx_user_roles_scope (scope)
            INDEX idx_user_roles_scope_id (scope_id)
            INDEX idx_user_roles_granted_by (granted_by)
            INDEX idx_user_roles_user_scope_active (user_email, scope, is_active)
            INDEX idx_user_roles_role_scope_active (role_id, scope, is_active)
            UNIQUE INDEX uq_user_roles_email_role_scope_null_active (user_email, role_id, scope) WHERE scope_id IS NULL AND is_active = 1 -- since 1.0.7, sqlite
            UNIQUE INDEX uq_user_roles_email_role_scope_null_active (user_email, role_id, scope) WHERE scope_id IS NULL AND is_active = true -- since 1.0.7, postgresql
            UNIQUE INDEX uq_user_roles_email_role_scope_id_active (user_email, role_id, scope, scope_id) WHERE scope_id IS NOT NULL AND is_active = 1 -- since 1.0.7, sqlite
            UNIQUE INDEX uq_user_roles_email_role_scope_id_active (user_email, role_id, scope, scope_id) WHERE scope_id IS NOT NULL AND is_active = true -- since 1.0.7, postgresql
            COMMENT 'User role assignments for RBAC system' -- postgresql
        """
}
