<?php
// SPDX-License-Identifier: LGPL-2.1-or-later
// WordPress configured by its container's environment.

function setting_of_environment(string $name, string $default): string
{
    $file = getenv("{$name}_FILE");
    if ($file)
        return rtrim(file_get_contents($file), "\r\n");
    $value = getenv($name);
    return $value === false ? $default : $value;
}

define('DB_NAME', setting_of_environment('WORDPRESS_DB_NAME', 'wordpress'));
define('DB_USER', setting_of_environment('WORDPRESS_DB_USER', 'wordpress'));
define('DB_PASSWORD', setting_of_environment('WORDPRESS_DB_PASSWORD', ''));
define('DB_HOST', setting_of_environment('WORDPRESS_DB_HOST', 'mysql'));
define('DB_CHARSET', setting_of_environment('WORDPRESS_DB_CHARSET', 'utf8mb4'));
define('DB_COLLATE', setting_of_environment('WORDPRESS_DB_COLLATE', ''));

define('AUTH_KEY', 'random key');
define('SECURE_AUTH_KEY', 'random key');
define('LOGGED_IN_KEY', 'random key');
define('NONCE_KEY', 'random key');
define('AUTH_SALT', 'random key');
define('SECURE_AUTH_SALT', 'random key');
define('LOGGED_IN_SALT', 'random key');
define('NONCE_SALT', 'random key');

$table_prefix = setting_of_environment('WORDPRESS_TABLE_PREFIX', 'wp_');
define('WP_DEBUG', (bool) setting_of_environment('WORDPRESS_DEBUG', ''));

if (($_SERVER['HTTP_X_FORWARDED_PROTO'] ?? '') === 'https')
    $_SERVER['HTTPS'] = 'on';

$extra = setting_of_environment('WORDPRESS_CONFIG_EXTRA', '');
if ($extra !== '')
    eval($extra);

if (!defined('ABSPATH'))
    define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
